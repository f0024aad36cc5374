/** Durable jobs of tenants and the host: {@link dev.partywall.fleet.jobs.TenantJobs}. */
@NullMarked
package dev.partywall.fleet.jobs;

import org.jspecify.annotations.NullMarked;
