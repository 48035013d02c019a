package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts expressions in the place of ranges throughout statements. A loop whose extent depends on
 * them gets a range of its own, in lanes if the old one was.
 */
final class LoopSubstitution {
  private final Map<Node, Node> places;
  private final Ids ids;
  private final Set<Node> lanes;

  LoopSubstitution(Map<Node, Node> places, Ids ids, Set<Node> lanes) {
    this.places = new LinkedHashMap<>(places);
    this.ids = ids;
    this.lanes = lanes;
  }

  List<Node> of(List<Node> statements) {
    loops(statements);
    return new RangeSubstitution(places).all(statements);
  }

  private void loops(List<Node> statements) {
    for (Node statement : statements) {
      if (statement.op() == Op.LOOP) {
        renew(List.of(statement.source(0)));
        loops(LoopNests.body(statement));
      }
    }
  }

  /** What takes the place of all ranges, those whose extents the given ones decide included. */
  Map<Node, Node> renew(List<Node> ranges) {
    for (Node range : ranges) {
      Node extent = new RangeSubstitution(places).of(range.source(0));
      if (extent != range.source(0) && !places.containsKey(range)) {
        Node fresh = ids.range(extent);
        places.put(range, fresh);
        if (lanes.contains(range)) {
          lanes.add(fresh);
        }
      }
    }
    return places;
  }
}
