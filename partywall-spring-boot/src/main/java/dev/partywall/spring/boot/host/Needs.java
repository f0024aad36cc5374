package dev.partywall.spring.boot.host;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What somebody has to be allowed to do to use a method of the API. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Needs {

  /** What it is. */
  Permission value();

  /** What can be allowed. */
  enum Permission {
    READ,
    WRITE,
    PURGE
  }
}
