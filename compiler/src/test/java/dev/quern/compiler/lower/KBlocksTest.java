package dev.quern.compiler.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KBlocksTest {
  private static final Target TARGET = Target.java(512, List.of());

  private static List<Node> ranges(String extents) {
    List<Node> ranges = new ArrayList<>();
    for (String extent : extents.split("x")) {
      ranges.add(Nodes.range(ranges.size(), Node.index(Long.parseLong(extent))));
    }
    return ranges;
  }

  @ParameterizedTest(name = "{0} by {1} is {2}")
  @CsvSource({
    "512, 256, 256", // one loop is cut anywhere
    "700, 234, 234",
    "64x3x3, 192, 144", // all offsets of a divisor of the channels
    "3x5x5, 75, 75",
    "8x56x56, 256, 224", // four rows of an image
    "37x11x11, 256, 121", // the offsets of one channel
    "67x3x3, 256, 256", // of a prime number of channels a block would be too short
  })
  void blocksFollowTheLoopsWhereThoseDivide(String extents, int most, int size) {
    assertEquals(size, KBlocks.of(ranges(extents), most, TARGET.tuning()).size());
  }
}
