/** Who bought what, when. */
@NullMarked
package dev.partywall.example.crm.orders;

import org.jspecify.annotations.NullMarked;
