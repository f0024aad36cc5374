package dev.partywall.core.planted;

/** State that outlives its block. */
class Sticky extends InheritableThreadLocal<String> {}
