package dev.partywall.planted;

/** In a package that no module owns. */
class Stray {}
