package dev.quern.tests.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All rows of the conformance table, by group. */
final class Table {
  private Table() {}

  static Map<String, List<Row>> groups() {
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    groups.put("elementwise", ElementwiseRows.all());
    groups.put("reductions", ReductionRows.reductions());
    groups.put("movement", MovementRows.movement());
    groups.put("indexing", MovementRows.indexing());
    groups.put("products", ProductRows.all());
    groups.put("normalizations", ReductionRows.normalizations());
    groups.put("random", RandomRows.all());
    return groups;
  }
}
