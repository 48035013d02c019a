package dev.quern.compiler.lower;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.ParseException;
import dev.quern.compiler.ir.Parser;
import dev.quern.compiler.ir.TextualForm;
import dev.quern.compiler.ir.Variable;
import dev.quern.compiler.target.ContractionTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a nest into text and back: a header of one line each for name, arguments, scalars and
 * decisions, an empty line, and the kernel. Lines before the name that begin with {@code //} are
 * comments.
 *
 * <pre>
 * nest "softmax_12x64"
 * argument f32 768
 * argument f32 768 written
 * scalar i32 t 1..64
 * decide Vectorize range=1 lanes=16 unroll=2
 * template dev.quern.templates.JavaContraction
 * </pre>
 */
public final class NestText {
  private static final Pattern NEST = Pattern.compile("nest \"([^\"]*)\"");
  private static final Pattern ARGUMENT = Pattern.compile("argument (\\w+) (\\d{1,18})( written)?");
  private static final Pattern SCALAR =
      Pattern.compile("scalar (\\w+) ([A-Za-z_][A-Za-z0-9_.]*)(?: (-?\\d+)\\.\\.(-?\\d+))?");
  private static final Pattern DECIDE = Pattern.compile("decide (.*)");
  private static final Pattern TEMPLATE = Pattern.compile("template (\\S+)");

  private final List<ContractionTemplate> templates;
  private final List<Decision> decisions = new ArrayList<>();
  private final List<Nest.Argument> arguments = new ArrayList<>();
  private final List<Nest.Scalar> scalars = new ArrayList<>();
  private Optional<ContractionTemplate> template = Optional.empty();
  private String name = "";

  private NestText(List<ContractionTemplate> templates) {
    this.templates = templates;
  }

  /** The text of the nest. Its template is named by its class. */
  public static String of(Nest nest) {
    StringBuilder text = new StringBuilder("nest \"" + nest.name() + "\"\n");
    for (Nest.Argument argument : nest.arguments()) {
      text.append("argument " + argument.dtype() + " " + argument.elements());
      text.append(argument.written() ? " written\n" : "\n");
    }
    for (Nest.Scalar scalar : nest.scalars()) {
      text.append("scalar " + scalar.dtype() + " " + text(scalar.variable()) + "\n");
    }
    nest.decisions().forEach(decision -> text.append("decide " + DecisionText.of(decision) + "\n"));
    nest.template().ifPresent(t -> text.append("template " + t.getClass().getName() + "\n"));
    return text.append('\n').append(TextualForm.of(nest.kernel())).toString();
  }

  private static String text(Variable variable) {
    return variable.equals(Variable.scalar(variable.name()))
        ? variable.name()
        : variable.name() + " " + variable.min() + ".." + variable.max();
  }

  /**
   * The nest of that text; {@code templates} are those that it may name.
   *
   * @throws ParseException if it is no such text
   */
  public static Nest parse(String text, List<ContractionTemplate> templates) {
    NestText parsed = new NestText(templates);
    List<String> lines = text.lines().toList();
    int header = 0;
    int title = 0;
    while (title < lines.size() && lines.get(title).startsWith("//")) {
      title++;
    }
    header = title;
    while (header < lines.size() && !lines.get(header).isBlank()) {
      parsed.header(header + 1, lines.get(header), header == title);
      header++;
    }
    // Empty lines in place of the header keep the line numbers of messages.
    String rest = String.join("\n", lines.subList(header, lines.size()));
    return parsed.nest(header + 1, Parser.parse("\n".repeat(header) + rest));
  }

  private Nest nest(int line, List<Node> roots) {
    if (roots.size() != 1 || roots.get(0).op() != Op.KERNEL) {
      throw new ParseException(line, 1, "expected one kernel after the header");
    }
    return new Nest(name, roots.get(0), decisions, arguments, scalars, template);
  }

  private void header(int line, String text, boolean first) {
    try {
      if (!(first ? title(text) : entry(text))) {
        throw new ParseException(line, 1, "'" + text + "' is no line of a nest's header");
      }
    } catch (IllegalArgumentException e) {
      throw new ParseException(line, 1, e.getMessage());
    }
  }

  private boolean title(String text) {
    Matcher title = NEST.matcher(text);
    name = title.matches() ? title.group(1) : "";
    return title.matches();
  }

  private boolean entry(String text) {
    Matcher argument = ARGUMENT.matcher(text);
    Matcher scalar = SCALAR.matcher(text);
    Matcher decide = DECIDE.matcher(text);
    Matcher named = TEMPLATE.matcher(text);
    if (argument.matches()) {
      arguments.add(
          new Nest.Argument(
              DType.parse(argument.group(1)),
              Long.parseLong(argument.group(2)),
              argument.group(3) != null));
    } else if (scalar.matches()) {
      scalars.add(new Nest.Scalar(variable(scalar), DType.parse(scalar.group(1))));
    } else if (decide.matches()) {
      decisions.add(DecisionText.parse(decide.group(1)));
    } else if (named.matches()) {
      template = Optional.of(template(named.group(1)));
    } else {
      return false;
    }
    return true;
  }

  private static Variable variable(Matcher scalar) {
    return scalar.group(3) == null
        ? Variable.scalar(scalar.group(2))
        : new Variable(
            scalar.group(2), Long.parseLong(scalar.group(3)), Long.parseLong(scalar.group(4)));
  }

  private ContractionTemplate template(String type) {
    return templates.stream()
        .filter(candidate -> candidate.getClass().getName().equals(type))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no template " + type));
  }
}
