package dev.quern.runtime.profile;

import dev.quern.compiler.CompilationListener;
import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.lower.Lowered;
import dev.quern.compiler.lower.LoweringListener;
import dev.quern.compiler.lower.NestJoining;
import dev.quern.compiler.rewrite.Rewriter;
import dev.quern.compiler.schedule.FusionGroup;
import dev.quern.compiler.schedule.Schedule;
import java.util.List;
import java.util.Optional;

/** Turns what a compilation tells of its passes into spans, and hands it on. */
public final class PassTimes implements CompilationListener, AutoCloseable {
  private final CompilationListener next;
  private final Optional<Events.Schedule> event =
      Events.on() ? Optional.of(new Events.Schedule()) : Optional.empty();
  private Span span = Probe.span(Phase.SCHEDULE);

  /** Hears a compilation that begins now, and tells {@code next}; the caller closes it. */
  public PassTimes(CompilationListener next) {
    this.next = next;
    event.ifPresent(Events.Schedule::begin);
  }

  @Override
  public void given(List<Node> outputs) {
    next.given(outputs);
  }

  @Override
  public Rewriter.Record rules() {
    return next.rules();
  }

  @Override
  public void simplified(List<Node> outputs) {
    next.simplified(outputs);
  }

  @Override
  public boolean wantsRefusals() {
    return next.wantsRefusals();
  }

  @Override
  public void scheduled(Schedule schedule) {
    next.scheduled(schedule);
  }

  @Override
  public LoweringListener lowering(FusionGroup group) {
    return next.lowering(group);
  }

  @Override
  public void lowered(List<Lowered> kernels) {
    next.lowered(kernels);
  }

  @Override
  public NestJoining.Apart apart() {
    return next.apart();
  }

  @Override
  public void joined(List<NestJoining.Joined> launches) {
    next.joined(launches);
    span.close();
    span = Probe.span(Phase.RENDER);
  }

  @Override
  public void finished(Program program) {
    event.ifPresent(made -> made.launches = program.launches().size());
    next.finished(program);
  }

  @Override
  public void close() {
    span.close();
    event.ifPresent(Events.Schedule::commit);
  }
}
