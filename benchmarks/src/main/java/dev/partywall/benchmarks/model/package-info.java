/** Rows as objects: the model beside hand-written JDBC, jOOQ, Spring Data JPA and MyBatis-Plus. */
@NullMarked
package dev.partywall.benchmarks.model;

import org.jspecify.annotations.NullMarked;
