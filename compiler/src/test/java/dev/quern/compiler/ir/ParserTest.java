package dev.quern.compiler.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "%0 = buffer f32[2] {#0};return %1 | line 2, column 8: '%1' is not in scope",
        "%0 = bufer f32[2] {#0} | line 1, column 6: no op is called 'bufer'",
        "%0 = buffer f33[2] {#0} | line 1, column 13: no dtype is called 'f33'",
        "%0 = buffer f32[2 {#0} | line 1, column 19: expected ']' but found '{'",
        "%0 = buffer f32[t] {#0} | line 1, column 17: no 'size t' is declared",
        "%0 = buffer f32[2] {0} | line 1, column 21: expected a slot but found '0'",
        "%0 = const f32[2] {x} | line 1, column 20: 'x' is no value of type f32",
        "%0 = const i32[2] {2147483648} | line 1, column 20: '2147483648' is no value of type i32",
        "%0 = const bool[] {1} | line 1, column 20: expected 'true' or 'false' but found '1'",
        "%0 = const f32[2] {1.0};%1 = exp f32[3] %0 | line 2, column 6: exp f32[3]: has a source"
            + " const f32[2] {1.0} of another shape",
        "%0 = const f32[2] {1.0};%1 = exp f32[2] %0 %0 | line 2, column 6: exp f32[2]: has 2"
            + " sources, needs 1",
        "%0 = const f32[2] {1.0};%0 = const f32[2] {2.0} | line 2, column 1: '%0' is defined twice",
        "%0 = const f32[2] {1.0} 5.0;return %0 | line 1, column 6: const f32[2] {1.0}: has 1"
            + " sources, needs 0",
        "size t 9..1 | line 1, column 6: variable t: minimum 9 is above maximum 1",
        "size t 1..9;size t 1..8 | line 2, column 6: size t is declared twice",
        "kernel ~softmax: | line 1, column 8: '~' begins no token",
        "loop i0 < 4 | line 1, column 12: expected ':' but found the end of the line",
        "loop j < 4: | line 1, column 6: expected a name like 'i0' but found 'j'",
        "#0[1] = 2.0 | line 1, column 1: '#0' is not in scope",
        "buffer #0 f32[4];#0[i0] = 2.0 | line 2, column 4: expected an operand but found 'i0'",
        "buffer #0 f32[4];#0[0] = 2 | line 2, column 1: store bool[]: stores const i32[] {2} to"
            + " buffer f32[4] {#0}",
        "buffer #0 f32[4];#0[0] = 2.0 + 1 | line 2, column 13: add: operands differ, f32[] and"
            + " i32[]",
        "buffer #0 f32[4];#0[0] = max(1.0) | line 2, column 9: max takes 2 operands",
        "buffer #0 f32[4];#0[0] = exp(1) | line 2, column 9: exp: is not defined for i32",
        "buffer #0 f32[4];#0[0] = reduce(1.0) | line 2, column 9: reduce needs its kind and dtype"
            + " between braces",
        "acc add a0 = 0;a0 max= 3 | line 2, column 4: max does not update acc i32[] {add 0}",
        "buffer #0 f32[4];  #0[0] = 1.0 | line 2, column 3: is indented by 2, its block by 0",
        "return 99999999999999999999L | line 1, column 8: '99999999999999999999' is no value of"
            + " type i64",
      })
  void whatIsWrongIsNamedWithItsPlace(String text, String message) {
    String lines = text.replace(";", "\n");
    assertEquals(
        message, assertThrows(ParseException.class, () -> Parser.parse(lines)).getMessage());
  }

  @Test
  void anyDamageParsesOrIsRefusedWithItsPlace() {
    Random random = new Random(1);
    String alphabet = "%#$[](){}<>=+-*/,:.\" \nail0123456789efinLd";
    List<Node> nests = Nests.all().toList();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text =
          new StringBuilder(
              i % 2 == 0
                  ? TextualForm.of(RandomGraphs.of(i % 50, 40))
                  : TextualForm.of(nests.get(i / 2 % nests.size())));
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        text.replace(
            at,
            Math.min(text.length(), at + random.nextInt(3)),
            "" + alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        Parser.parse(text.toString());
      } catch (ParseException expected) {
        assertEquals(true, expected.line() >= 1 && expected.column() >= 1);
      }
    }
  }

  @Test
  void deepNestingIsRefusedNotOverflown() {
    assertThrows(ParseException.class, () -> Parser.parse("return " + "(".repeat(100_000)));
    assertThrows(ParseException.class, () -> Parser.parse("%0 = " + "(".repeat(100_000)));
    StringBuilder loops = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      loops.append(" ".repeat(i)).append("loop i").append(i).append(" < 2:\n");
    }
    assertThrows(ParseException.class, () -> Parser.parse(loops.toString()));
  }

  @Test
  void commentsAndEmptyLinesSayNothing() {
    Node x = Nodes.slot(DType.FLOAT32, Shape.of(2), 0);
    String text = "// an input\n\n%0 = buffer f32[2] {#0} // of two\r\nreturn %0\n\n";
    assertSame(x, Parser.parse(text).get(0));
    assertEquals(List.of(), Parser.parse(""));
  }

  @Test
  void operatorsBindAsInJava() {
    String text = "range i0 < 9\n%0 = i0 + 2*i0 % 3 < 4 & i0 << 1 == 2\nreturn %0\n";
    Node i = Nodes.range(0, Node.index(9));
    Node sum = i.plus(Nodes.binary(Op.MOD, Node.index(2).times(i), Node.index(3)));
    Node shift = Nodes.binary(Op.SHL, i, Node.index(1));
    Node expected = sum.lessThan(Node.index(4)).and(Nodes.binary(Op.CMPEQ, shift, Node.index(2)));
    assertSame(expected, Parser.parse(text).get(0));
  }
}
