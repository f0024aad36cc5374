package dev.partywall.benchmarks.replicas;

/** Laravel's {@code sticky}: once a request has written, it reads from the writer; the next one knows nothing of it. */
final class StickyRequest implements Rule {

  @Override
  public String name() {
    return "sticky_request";
  }

  @Override
  public Request begin(Caller caller, int node, boolean mutating) {
    return new Request() {
      private boolean written;

      @Override
      public boolean readsFromWriter() {
        return written;
      }

      @Override
      public void wrote() {
        written = true;
      }
    };
  }
}
