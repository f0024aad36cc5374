package dev.partywall.example.crm.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SliceTest {

  @Test
  void slicesPartTheKeysAndNumberThemAnew() {
    List<String> all = new ArrayList<>();
    for (int index = 0; index < 3; index++) {
      Slice slice = new Slice(index, 3, 0.00006);
      for (long key = 1; key <= 9; key++) {
        if (slice.contains(key, slice.customers())) {
          all.add(index + ":" + key + "=" + Slice.within(key, slice.customers()));
        }
      }
    }
    assertThat(all).containsExactly("0:1=1", "0:2=2", "0:3=3", "1:4=1", "1:5=2", "1:6=3", "2:7=1", "2:8=2", "2:9=3");
  }

  @Test
  void moreSlicesThanCustomersAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Slice(0, 200, 0.001)).withMessageContaining("200 slices");
  }

  @Test
  void theLinesOfTpchComeInTheOrderOfItsOrders() {
    Tpch tpch = new Tpch(0.001);
    List<Long> orders = new ArrayList<>();
    tpch.orders().forEach(order -> orders.add(order.orderKey()));
    List<Long> withLines = new ArrayList<>();
    tpch.lines().forEach(line -> withLines.add(line.orderKey()));
    assertThat(withLines.stream().distinct().toList()).isEqualTo(orders).hasSize(1500);
  }

  @Test
  void theProgressBarIsForTerminalsOnly() {
    assertThat(drawn(true))
        .isEqualTo(
            """
            \rLoading [..............................]   0 %\
            \rLoading [###############...............]  50 %\
            \rLoading [##############################] 100 %  done
            """);
    assertThat(drawn(false)).isEqualTo("Loading done\n");
  }

  private static String drawn(boolean terminal) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ProgressBar bar = new ProgressBar(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, "Loading");
    bar.show(0);
    bar.show(0.5);
    bar.show(0.5001);
    bar.done("done");
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
