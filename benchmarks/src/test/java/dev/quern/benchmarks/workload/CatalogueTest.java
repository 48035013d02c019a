package dev.quern.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private static final List<Workload> ALL = Catalogue.all();

  @Test
  void namesAreDistinct() {
    Set<String> names = new HashSet<>(ALL.stream().map(Workload::name).toList());
    assertEquals(ALL.size(), names.size());
  }

  @Test
  void contendersOfAWorkloadHaveDistinctNamesThatJmhTakes() {
    for (Workload workload : ALL) {
      List<String> names = workload.contenders().stream().map(Contender::name).toList();
      assertEquals(names.size(), new HashSet<>(names).size(), workload.name());
      assertTrue(names.stream().noneMatch(name -> name.contains(",")), names.toString());
    }
  }

  @Test
  void bothSidesTakePartInEveryWorkload() {
    for (Workload workload : ALL) {
      for (Side side : List.of(Side.QUERN, Side.TORCH)) {
        assertTrue(
            workload.contenders().stream().anyMatch(contender -> contender.side() == side),
            workload.name() + " has none of " + side);
      }
    }
  }
}
