package dev.partywall.spring.boot.sessions;

import java.io.PrintWriter;

/** The body of a {@link SettlingResponse} as text. */
final class SettlingWriter extends PrintWriter {

  private final SettlingResponse response;

  SettlingWriter(PrintWriter target, SettlingResponse response) {
    super(target);
    this.response = response;
  }

  @Override
  public void write(int c) {
    response.writingChars(1);
    super.write(c);
  }

  @Override
  public void write(char[] chars, int offset, int length) {
    response.writingChars(length);
    super.write(chars, offset, length);
  }

  @Override
  public void write(String text, int offset, int length) {
    response.writingChars(length);
    super.write(text, offset, length);
  }

  @Override
  public void flush() {
    response.settle();
    super.flush();
  }

  @Override
  public void close() {
    response.settle();
    super.close();
  }

  @Override
  public boolean checkError() {
    response.settle(); // it flushes
    return super.checkError();
  }
}
