package dev.partywall.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {

  private static final ImportOption NOT_RELOCATED = location -> !location.contains("dev/partywall/sql/parser/");

  private static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(NOT_RELOCATED)
          .importPackages("dev.partywall");

  private static final JavaClasses PLANTED =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
          .importPackages("dev.partywall")
          .that(describe("are planted", type -> type.getPackageName().contains(".planted")));

  @ParameterizedTest
  @EnumSource
  void holds(Rule rule) {
    rule.rule.check(SHIPPED);
  }

  @ParameterizedTest
  @EnumSource
  void reportsItsPlantedViolation(Rule rule) {
    assertThat(findings(rule)).anyMatch(finding -> finding.contains(rule.planted));
  }

  @ParameterizedTest
  @EnumSource
  void leavesAloneWhatIsAllowed(Rule rule) {
    assertThat(findings(rule)).noneMatch(finding -> finding.contains("dev.partywall.core.planted.Allowed"));
  }

  @Test
  void seesEveryModule() {
    assertThat(Modules.written()).allMatch(module -> SHIPPED.stream().anyMatch(type -> isIn(module, type)));
  }

  @Test
  void exportsNothingInternal() {
    assertThat(Exports.packages())
        .contains("dev.partywall.core", "dev.partywall.sql", "dev.partywall.jdbc")
        .noneMatch(name -> (name + ".").contains(".internal."));
  }

  private static boolean isIn(Modules module, JavaClass type) {
    return Modules.of(type).filter(module::equals).isPresent();
  }

  private static List<String> findings(Rule rule) {
    return rule.rule.evaluate(PLANTED).getFailureReport().getDetails();
  }
}
