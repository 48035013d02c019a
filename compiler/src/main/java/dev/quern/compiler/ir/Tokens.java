package dev.quern.compiler.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns one line of the textual form into tokens, to be taken one after the other. */
final class Tokens {
  enum Kind {
    WORD,
    NUMBER,
    /** {@code %3}, {@code #0} or {@code $t}. */
    NAME,
    TITLE,
    SYMBOL,
    END
  }

  record Token(Kind kind, String text, int column) {
    boolean is(String expected) {
      return text.equals(expected) && (kind == Kind.SYMBOL || kind == Kind.WORD);
    }

    @Override
    public String toString() {
      return kind == Kind.END ? "the end of the line" : "'" + text + "'";
    }
  }

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<blank> +|//.*)"
              + "|(?<name>[%#][0-9]+|\\$[A-Za-z_][A-Za-z0-9_.]*)"
              + "|(?<number>[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?[Ld]?(?![A-Za-z0-9_]))"
              + "|(?<word>[A-Za-z_][A-Za-z0-9_.]*)"
              + "|\"(?<title>[^\"]*)\""
              + "|(?<symbol>>>>|>>|<<|==|!=|\\.\\.|[-=<+*/%&^|()\\[\\]{},:])");

  private final int line;
  private final int indent;
  private final List<Token> tokens = new ArrayList<>();
  private int next;

  Tokens(String text, int line) {
    this.line = line;
    Matcher matcher = TOKEN.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!matcher.region(at, text.length()).lookingAt()) {
        throw new ParseException(line, at + 1, "'" + text.charAt(at) + "' begins no token");
      }
      add(matcher, at + 1);
      at = matcher.end();
    }
    this.indent = tokens.isEmpty() ? 0 : tokens.get(0).column() - 1;
    tokens.add(new Token(Kind.END, "", text.length() + 1));
  }

  private void add(Matcher matcher, int column) {
    add(Kind.NAME, matcher.group("name"), column);
    add(Kind.NUMBER, matcher.group("number"), column);
    add(Kind.WORD, matcher.group("word"), column);
    add(Kind.TITLE, matcher.group("title"), column);
    add(Kind.SYMBOL, matcher.group("symbol"), column);
  }

  private void add(Kind kind, String text, int column) {
    if (text != null) {
      tokens.add(new Token(kind, text, column));
    }
  }

  /** Blanks before the first token. */
  int indent() {
    return indent;
  }

  int line() {
    return line;
  }

  boolean isEmpty() {
    return tokens.size() == 1;
  }

  Token peek() {
    return peek(0);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(next + ahead, tokens.size() - 1));
  }

  Token take() {
    Token token = peek();
    next = Math.min(next + 1, tokens.size() - 1);
    return token;
  }

  /** Takes the symbol or word if it is next. */
  boolean accept(String text) {
    boolean found = peek().is(text);
    if (found) {
      take();
    }
    return found;
  }

  void expect(String text) {
    if (!accept(text)) {
      throw error(peek(), "expected '" + text + "' but found " + peek());
    }
  }

  Token expect(Kind kind, String what) {
    if (peek().kind() != kind) {
      throw error(peek(), "expected " + what + " but found " + peek());
    }
    return take();
  }

  void expectEnd() {
    expect(Kind.END, "the end of the line");
  }

  /** An integer with its sign. */
  long integer() {
    Token first = peek();
    String sign = accept("-") ? "-" : "";
    String digits = expect(Kind.NUMBER, "an integer").text();
    try {
      return Long.parseLong(sign + digits);
    } catch (NumberFormatException e) {
      throw error(first, "'" + sign + digits + "' is no integer of 64 bits");
    }
  }

  int int32() {
    Token first = peek();
    long value = integer();
    if (value != (int) value) {
      throw error(first, "'" + value + "' is no integer of 32 bits");
    }
    return (int) value;
  }

  /** Puts the place into what the factories complain about. */
  <T> T checked(Token at, Supplier<T> step) {
    try {
      return step.get();
    } catch (IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException
        | ArithmeticException e) {
      throw error(at, String.valueOf(e.getMessage()));
    }
  }

  ParseException error(Token at, String problem) {
    return new ParseException(line, at.column(), problem);
  }
}
