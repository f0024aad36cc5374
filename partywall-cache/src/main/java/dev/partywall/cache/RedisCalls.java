package dev.partywall.cache;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How Redis is asked.
 *
 * @param timeout how long an answer is waited for
 */
record RedisCalls(Duration timeout) {

  <T> T await(RedisFuture<T> answer) throws InterruptedException, ExecutionException, TimeoutException {
    return await(answer.toCompletableFuture());
  }

  <T> T await(CompletableFuture<T> answer) throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      // What nobody waits for any more is not sent after a reconnect.
      answer.cancel(true);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static <T> CompletableFuture<T> run(
      RedisClusterAsyncCommands<String, byte[]> commands,
      Script script,
      ScriptOutputType type,
      String key,
      byte[]... arguments) {
    String[] keys = {key};
    CompletableFuture<T> first;
    try {
      first = commands.<T>evalsha(script.digest(), type, keys, arguments).toCompletableFuture();
    } catch (RuntimeException e) { // the connection was closed
      return CompletableFuture.failedFuture(e);
    }
    return first.exceptionallyCompose(
        failure ->
            cause(failure) instanceof RedisNoScriptException
                ? commands.<T>eval(script.text(), type, keys, arguments)
                : CompletableFuture.failedStage(failure));
  }

  private static @Nullable Throwable cause(Throwable failure) {
    return failure instanceof CompletionException || failure instanceof ExecutionException
        ? failure.getCause()
        : failure;
  }

  static boolean isOutOfMemory(Throwable failure) {
    return cause(failure) instanceof RedisCommandExecutionException refused
        && String.valueOf(refused.getMessage()).contains("OOM"); // scripts of older servers have more before it
  }

  /** The text of a part of an answer. */
  static String text(Object bytes) {
    return bytes instanceof byte[] text ? new String(text, StandardCharsets.UTF_8) : String.valueOf(bytes);
  }
}
