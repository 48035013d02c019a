package dev.quern.compiler.simplify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Threefry;
import dev.quern.compiler.ir.Variable;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomBitsTest {
  private static final Node INDEX = Node.variable(DType.INT32, Variable.scalar("i"));
  private static final Node STREAM = Node.variable(DType.INT64, Variable.scalar("stream"));

  @Test
  void theExpansionGivesTheBitsOfThreefry() {
    Evaluator expanded = new Evaluator(RandomBits.expand(INDEX, STREAM));
    Random random = new Random(7);
    for (int trial = 0; trial < 1000; trial++) {
      long stream = random.nextLong();
      long index = random.nextInt() & Integer.MAX_VALUE;
      Map<Node, Literal> leaves =
          Map.of(
              INDEX, Literal.of(DType.INT32, index),
              STREAM, Literal.of(DType.INT64, stream));
      assertEquals(Threefry.word(stream, index), expanded.evaluate(leaves).bits());
    }
  }
}
