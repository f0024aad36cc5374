package dev.partywall.core;

import org.jspecify.annotations.Nullable;

/**
 * What a block of code is about to do, by which its reads are routed. A write goes to a writer whatever the intent.
 *
 * {@snippet :
 * Intent.WRITE.run(() -> stock.reserve(order)); // reads what it decides by from the writer
 * }
 */
public enum Intent {
  /** Nothing is said: each statement goes where its kind belongs. */
  NONE,
  /** To read: also reads in transactions go to readers. */
  READ,
  /** To write: reads go to the writer as well. */
  WRITE;

  /** Runs a block with this intent and gives back what it returns. */
  public <R extends @Nullable Object, X extends Throwable> R call(ScopedValue.CallableOp<? extends R, X> block)
      throws X {
    return Scope.current().with(this).call(block);
  }

  /** Runs a block with this intent. */
  public void run(Runnable block) {
    Scope.current().with(this).run(block);
  }
}
