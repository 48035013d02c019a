package dev.quern;

import dev.quern.compiler.ir.DType;
import dev.quern.runtime.Device;

/** What a thread's tensor code depends on beside its arguments. */
final class Mode {
  private static final ThreadLocal<Mode> CURRENT = ThreadLocal.withInitial(Mode::new);

  final Pending pending = new Pending();
  private boolean recording = true;
  private Generator generator = new Generator(0);
  private DType dtype = DType.FLOAT32;
  private Device device; // null until a factory or the program asks for one

  static Mode current() {
    return CURRENT.get();
  }

  /** Whether operations on tensors that require grad are to be differentiable. */
  boolean recording() {
    return recording;
  }

  /** Switches recording and returns what it was. */
  boolean recording(boolean on) {
    boolean before = recording;
    recording = on;
    return before;
  }

  Generator generator() {
    return generator;
  }

  void generator(Generator next) {
    generator = next;
  }

  /** The float dtype of new tensors and of numbers with a fraction. */
  DType dtype() {
    return dtype;
  }

  void dtype(DType next) {
    dtype = next;
  }

  Device device() {
    return device == null ? Device.standard() : device;
  }

  void device(Device next) {
    device = next;
  }
}
