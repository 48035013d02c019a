package dev.quern.compiler.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.target.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StencilTest {
  private static final Node MEMORY = Nodes.local(DType.FLOAT32, 4000, 0);
  private static final Node OUT = Nodes.range(0, Node.index(20));
  private static final Node OFFSET = Nodes.range(1, Node.index(3));

  private static KernelBuilder builder() {
    return new KernelBuilder(Target.java(512, List.of()), LoweringListener.NONE);
  }

  private static Optional<Stencil> of(Node index) {
    return Stencil.of(Nodes.load(MEMORY, index), List.of(OUT), List.of(OFFSET), builder());
  }

  @ParameterizedTest(name = "stride {0}, dilation {1}: {2} elements")
  @CsvSource({"1, 1, 22", "2, 1, 42", "1, 4, 28"})
  void aWindowIsKnownByItsSteps(long stride, long dilation, long elements) {
    Stencil windows = of(OUT.times(stride).plus(OFFSET.times(dilation))).orElseThrow();
    assertEquals(elements, windows.elements());
    assertEquals(stride, windows.axes().get(0).stride());
    assertEquals(dilation, windows.axes().get(0).dilation());
    assertTrue(windows.overlap());
  }

  @Test
  void whatDependsOnMoreThanTheElementIsNoWindow() {
    Node index = OUT.plus(OFFSET);
    assertTrue(of(OUT.times(3).plus(OFFSET)).isEmpty()); // side by side
    assertTrue(of(OUT.plus(OFFSET.times(20))).isEmpty()); // a matrix's rows, one after the other
    assertTrue(of(index.plus(OUT.modulo(Node.index(7)))).isEmpty());
    Node gated = Nodes.load(MEMORY, index, OFFSET.lessThan(Node.index(2)));
    assertTrue(Stencil.of(gated, List.of(OUT), List.of(OFFSET), builder()).isEmpty());
  }

  @Test
  void elementsApartInMemoryAreNotCopied() {
    assertTrue(of(OUT.plus(OFFSET).times(5)).isEmpty());
  }
}
