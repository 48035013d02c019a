/**
 * Requests compiled into plans, which are cached by the graph's key, bound to storages and scalars,
 * and launched.
 *
 * <p><b>In:</b> a {@link dev.quern.runtime.request.Request} on a {@link
 * dev.quern.runtime.device.Device}. <b>Out:</b> the leaves that hold its outputs. <b>Start at</b>
 * {@link dev.quern.runtime.plan.CompiledEngine}: it asks the {@code PlanCache} for the request's
 * plan, compiles one ({@code CanonicalGraph}, {@code Plan}) if there is none, and has a {@code
 * PlanRun} bind and launch it.
 *
 * <p>What was compiled is kept on disk ({@code KeptPlans}, package {@code cache}): a plan that is
 * not in memory is looked for there before it is compiled. A plan from disk launches without its
 * graph, nests or reasons; the texts of its nests are parsed when somebody looks into it, and a
 * dump compiles it again, so that dumps do not depend on what was kept.
 */
package dev.quern.runtime.plan;
