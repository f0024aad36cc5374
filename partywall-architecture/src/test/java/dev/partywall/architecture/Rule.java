package dev.partywall.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** A rule, and the name of the planted class that breaks it. */
enum Rule {
  EVERY_CLASS_BELONGS_TO_A_MODULE(
      classes().should(be("in a module", type -> Modules.of(type).isPresent())), "dev.partywall.planted.Stray"),

  PACKAGES_HAVE_NO_CYCLES(
      slices().assignedFrom(packages()).should().beFreeOfCycles(), "dev.partywall.core.planted.cycle.back.There"),

  ARROWS_POINT_ONE_WAY(
      classes().should(use("only modules that theirs may use", Rule::isAlongAnArrow)),
      "dev.partywall.core.planted.Upward"),

  INTERNALS_STAY_INSIDE(
      classes().should(use("no internals of another module", Rule::isNoForeignInternal)),
      "dev.partywall.jdbc.planted.Intruder"),

  PUBLIC_TYPES_ARE_EXPORTED_OR_INTERNAL(
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .haveModifier(PUBLIC)
          .should(be("in an exported package or an internal one", Rule::isExportedOrInternal)),
      "dev.partywall.sql.planted.Exposed"),

  CORE_STANDS_ALONE(
      classes()
          .that(belongTo(Modules.CORE))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.partywall.core..", "java..", "org.jspecify..", "org.slf4j.."),
      "dev.partywall.core.planted.Framed"),

  SQL_KNOWS_NO_JDBC(
      noClasses()
          .that(belongTo(Modules.SQL))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql.."),
      "dev.partywall.sql.planted.Connecting"),

  SPRING_STAYS_IN_ITS_MODULE(
      noClasses()
          .that(
              belongTo(
                  Modules.CORE, Modules.SQL, Modules.JDBC, Modules.CACHE, Modules.MODEL, Modules.FLEET, Modules.TEST))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework.."),
      "dev.partywall.core.planted.Framed"),

  REDIS_STAYS_IN_ITS_MODULE(
      noClasses()
          .that(
              belongTo(
                  Modules.CORE,
                  Modules.SQL,
                  Modules.JDBC,
                  Modules.MODEL,
                  Modules.FLEET,
                  Modules.TEST,
                  Modules.SPRING_BOOT))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.lettuce.."),
      "dev.partywall.jdbc.planted.Cached"),

  PARSER_IS_THE_RELOCATED_ONE(
      noClasses().should().dependOnClassesThat().resideInAPackage("net.sf.jsqlparser.."),
      "dev.partywall.sql.planted.Unrelocated"),

  NO_THREAD_LOCALS(
      noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class),
      "dev.partywall.core.planted.Sticky"),

  NO_STANDARD_STREAMS(NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS, "dev.partywall.core.planted.Loud");

  final ArchRule rule;
  final String planted;

  Rule(ArchRule rule, String planted) {
    this.rule = rule;
    this.planted = planted;
  }

  private static SliceAssignment packages() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return SliceIdentifier.of(type.getPackageName());
      }

      @Override
      public String getDescription() {
        return "packages";
      }
    };
  }

  private static ArchCondition<JavaClass> be(String description, Predicate<JavaClass> predicate) {
    return ArchCondition.from(describe("be " + description, predicate));
  }

  private static DescribedPredicate<JavaClass> belongTo(Modules... modules) {
    List<Modules> listed = List.of(modules);
    return describe("in " + listed, type -> Modules.of(type).filter(listed::contains).isPresent());
  }

  /** Checks the pairs of a class and each class of ours that it depends on. */
  private static ArchCondition<JavaClass> use(String description, BiPredicate<JavaClass, JavaClass> allowed) {
    return new ArchCondition<>("use " + description) {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
          if (Modules.of(dependency.getTargetClass()).isPresent()) {
            boolean satisfied = allowed.test(user, dependency.getTargetClass());
            events.add(new SimpleConditionEvent(user, satisfied, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static boolean isAlongAnArrow(JavaClass user, JavaClass used) {
    return Modules.of(user).stream().allMatch(module -> module.mayUse(Modules.of(used).orElseThrow()));
  }

  private static boolean isNoForeignInternal(JavaClass user, JavaClass used) {
    return !isInternal(used) || Modules.of(user).equals(Modules.of(used));
  }

  private static boolean isExportedOrInternal(JavaClass type) {
    return Exports.contain(type) || isInternal(type);
  }

  private static boolean isInternal(JavaClass type) {
    return (type.getPackageName() + ".").contains(".internal.");
  }
}
