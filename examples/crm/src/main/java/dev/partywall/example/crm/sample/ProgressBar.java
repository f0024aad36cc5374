package dev.partywall.example.crm.sample;

import java.io.PrintStream;
import java.util.Locale;

/** Shows on a terminal how far something is; elsewhere only that it is done. */
final class ProgressBar {

  private static final int WIDTH = 30;

  private final PrintStream out;
  private final boolean terminal;
  private final String what;
  private int shown = -1;

  ProgressBar(PrintStream out, boolean terminal, String what) {
    this.out = out;
    this.terminal = terminal;
    this.what = what;
  }

  /** Draws the bar, if it changed. */
  void show(double fraction) {
    int percent = (int) (Math.min(fraction, 1) * 100);
    if (terminal && percent != shown) {
      shown = percent;
      int filled = percent * WIDTH / 100;
      out.printf(Locale.ROOT, "\r%s [%s%s] %3d %%", what, "#".repeat(filled), ".".repeat(WIDTH - filled), percent);
      out.flush();
    }
  }

  /** Says what was done. */
  void done(String result) {
    if (terminal) {
      show(1);
      out.println("  " + result);
    } else {
      out.println(what + " " + result);
    }
  }
}
