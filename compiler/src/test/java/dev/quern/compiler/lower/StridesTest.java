package dev.quern.compiler.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StridesTest {
  private static final Node I = Nodes.range(0, Node.index(8));
  private static final Node J = Nodes.range(1, Node.index(8));

  @Test
  void stridesAreFoundThroughSumsDifferencesAndMultiples() {
    assertEquals(OptionalLong.of(0L), Strides.along(I, J.times(3)));
    assertEquals(OptionalLong.of(1L), Strides.along(I, J.times(3).plus(I).minus(Node.index(57))));
    assertEquals(OptionalLong.of(-1L), Strides.along(I, Node.index(7).minus(I)));
    assertEquals(OptionalLong.of(6L), Strides.along(I, I.plus(J).times(2).times(3)));
  }

  @Test
  void anIndexThatJumpsHasNoStride() {
    assertEquals(OptionalLong.empty(), Strides.along(I, I.over(Node.index(3))));
    assertEquals(OptionalLong.empty(), Strides.along(I, I.times(I)));
  }
}
