package dev.quern.compiler.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LanesTest {
  private static final Node I = Nodes.range(0, Node.index(8));
  private static final Node J = Nodes.range(1, Node.index(8));

  @Test
  void stridesAreFoundThroughSumsDifferencesAndMultiples() {
    assertEquals(Optional.of(0L), Lanes.stride(I, J.times(3)));
    assertEquals(Optional.of(1L), Lanes.stride(I, J.times(3).plus(I).minus(Node.index(57))));
    assertEquals(Optional.of(-1L), Lanes.stride(I, Node.index(7).minus(I)));
    assertEquals(Optional.of(6L), Lanes.stride(I, I.plus(J).times(2).times(3)));
  }

  @Test
  void anIndexThatJumpsHasNoStride() {
    assertEquals(Optional.empty(), Lanes.stride(I, I.over(Node.index(3))));
    assertEquals(Optional.empty(), Lanes.stride(I, I.times(I)));
  }
}
