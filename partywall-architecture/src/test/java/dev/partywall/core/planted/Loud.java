package dev.partywall.core.planted;

/** A library that prints. */
class Loud {
  void shout() {
    System.out.println("!");
  }
}
