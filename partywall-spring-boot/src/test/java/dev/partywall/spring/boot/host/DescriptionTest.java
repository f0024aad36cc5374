package dev.partywall.spring.boot.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** openapi.yaml has all methods of the API with all their parameters, and nothing else. */
class DescriptionTest {

  @Test
  void whatIsDescribedIsWhatIsMapped() {
    assertThat(new Description().operations()).isEqualTo(mapped());
  }

  @Test
  void eachMethodSaysWhatItNeeds() {
    assertThat(methods()).allMatch(method -> method.isAnnotationPresent(Needs.class));
  }

  private static Stream<Method> methods() {
    return Stream.of(
            TenantsController.class, OperationsController.class, AuditController.class, DescriptionController.class)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class));
  }

  private static Map<String, Set<String>> mapped() {
    Map<String, Set<String>> mapped = new TreeMap<>();
    methods()
        .forEach(
            method -> {
              RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
              RequestMapping base =
                  AnnotatedElementUtils.findMergedAnnotation(method.getDeclaringClass(), RequestMapping.class);
              String path = first(base) + first(mapping);
              mapped.put(mapping.method()[0].name().toLowerCase(Locale.ROOT) + " " + path, parameters(method));
            });
    return mapped;
  }

  private static String first(RequestMapping mapping) {
    return mapping == null || mapping.path().length == 0 ? "" : mapping.path()[0];
  }

  private static Set<String> parameters(Method method) {
    Set<String> names = new TreeSet<>();
    for (var parameter : method.getParameters()) {
      MergedAnnotations found = MergedAnnotations.from(parameter);
      add(names, "query", found, RequestParam.class, parameter.getName());
      add(names, "header", found, RequestHeader.class, parameter.getName());
      add(names, "path", found, PathVariable.class, parameter.getName());
    }
    return names;
  }

  private static void add(
      Set<String> names,
      String where,
      MergedAnnotations found,
      Class<? extends java.lang.annotation.Annotation> type,
      String otherwise) {
    if (found.isPresent(type)) {
      String name = found.get(type).getString("name");
      names.add(where + " " + (name.isEmpty() ? otherwise : name));
    }
  }
}
