/**
 * A machine that tensors live on and are computed on.
 *
 * <p><b>In:</b> a {@link dev.quern.runtime.backend.Backend}, and an {@link
 * dev.quern.runtime.device.Engine} that computes {@link dev.quern.runtime.request.Request}s with
 * it. <b>Out:</b> a device with a pool of memory and counters of its own; arrays travel to it and
 * back by {@link dev.quern.runtime.device.Transfer}. <b>Start at</b> {@link
 * dev.quern.runtime.device.Device}.
 *
 * <p><b>Why</b> (2026-12-01) a device is given its engine and its machine, and names are turned
 * into devices further up ({@link dev.quern.runtime.Devices}): so engines and machines may use
 * devices, and a device needs to know none of them.
 */
package dev.quern.runtime.device;
