package dev.partywall.core.planted;

import org.springframework.core.env.Environment;

/** The core knows a framework. */
abstract class Framed implements Environment {}
