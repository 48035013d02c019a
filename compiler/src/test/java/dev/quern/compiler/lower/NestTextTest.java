package dev.quern.compiler.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.ParseException;
import dev.quern.compiler.ir.Parser;
import dev.quern.compiler.ir.Variable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NestTextTest {
  private static final String TEXT =
      """
      nest "scale_8"
      argument f32 8
      argument f32 8 written
      scalar i32 t 1..8
      scalar f32 rate
      decide Vectorize range=0 lanes=16 unroll=2
      decide Chunk phase=0 segment=0 rows=4

      buffer #0 f32[8]
      var f32 {rate}
      buffer #1 f32[8]
      kernel "scale":
        phase:
          segment i0 < 8:
            #1[i0] = #0[i0]*$rate
      """;

  @Test
  void aNestIsParsedBackWhole() {
    Nest nest = NestText.parse(TEXT, List.of());
    Node kernel = Parser.parse(TEXT.substring(TEXT.indexOf("\n\n"))).get(0);
    assertEquals(
        new Nest(
            "scale_8",
            kernel,
            List.of(new Decision.Vectorize(0, 16, 2), new Decision.Chunk(0, 0, 4)),
            List.of(
                new Nest.Argument(DType.FLOAT32, 8, false),
                new Nest.Argument(DType.FLOAT32, 8, true)),
            List.of(
                new Nest.Scalar(new Variable("t", 1, 8), DType.INT32),
                new Nest.Scalar(Variable.scalar("rate"), DType.FLOAT32)),
            Optional.empty()),
        nest);
    assertEquals(nest, NestText.parse(NestText.of(nest), List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "nest \"scale_8\" | nest scale_8 | line 1, column 1: 'nest scale_8' is no line of a nest's"
            + " header",
        "argument f32 8 written | argument f32 8 writen | line 3, column 1: 'argument f32 8 writen'"
            + " is no line of a nest's header",
        "scalar f32 | scalar f31 | line 5, column 1: no dtype is called 'f31'",
        "Chunk phase | Chunks phase | line 7, column 1: there is no decision 'Chunks'",
        "rows=4 | rows=four | line 7, column 1: For input string: \"four\"",
        "$rate | $rat | line 15, column 23: '$rat' is not in scope",
      })
  void whatIsWrongIsNamedWithItsPlace(String right, String wrong, String message) {
    String text = TEXT.replace(right, wrong);
    assertEquals(
        message,
        assertThrows(ParseException.class, () -> NestText.parse(text, List.of())).getMessage());
  }
}
