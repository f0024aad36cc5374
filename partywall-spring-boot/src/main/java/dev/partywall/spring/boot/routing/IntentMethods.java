package dev.partywall.spring.boot.routing;

import dev.partywall.core.Intent;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** The methods that say with which intent they run, themselves or by their class. */
final class IntentMethods extends StaticMethodMatcherPointcut {

  @Override
  public boolean matches(Method method, Class<?> targetClass) {
    return intent(method, targetClass) != null;
  }

  /** The intent of a method; null if it says none. */
  static @Nullable Intent intent(Method method, Class<?> targetClass) {
    if (method.getDeclaringClass() == Object.class) {
      return null;
    }
    Method target = AopUtils.getMostSpecificMethod(method, targetClass);
    Intent own = said(target);
    return own != null ? own : said(targetClass);
  }

  private static @Nullable Intent said(AnnotatedElement element) {
    boolean writer = AnnotatedElementUtils.hasAnnotation(element, UseWriter.class);
    boolean reader = AnnotatedElementUtils.hasAnnotation(element, UseReader.class);
    if (writer && reader) {
      throw new IllegalStateException(element + " has both @UseWriter and @UseReader; leave one of them out");
    }
    return writer ? Intent.WRITE : reader ? Intent.READ : null;
  }
}
