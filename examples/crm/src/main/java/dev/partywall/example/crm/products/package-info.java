/** What is sold. */
@NullMarked
package dev.partywall.example.crm.products;

import org.jspecify.annotations.NullMarked;
