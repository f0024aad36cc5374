package dev.partywall.model.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.model.Model;
import dev.partywall.model.NoRowException;
import dev.partywall.model.access.Entities.Note;
import dev.partywall.model.access.Entities.Task;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** Rows that are marked as deleted, whatever the placement. */
interface SoftDeleteContract extends Placed {

  @Test
  default void aMarkedRowIsPassedOverEverywhere() throws SQLException {
    Model<Note, UUID> notes = model(Note.class, UUID.class);
    run(
        acme(),
        () -> {
          Note kept = notes.insert(new Note(null, "kept"));
          Note gone = notes.insert(new Note(null, "gone"));
          assertThat(notes.delete(gone.id())).isTrue();
          assertThat(notes.delete(gone.id())).isFalse();
          assertThat(notes.get(gone.id())).isEmpty();
          assertThat(notes.getAll(List.of(gone.id(), kept.id()))).containsOnlyKeys(kept.id());
          assertThat(notes.exists(gone.id())).isFalse();
          assertThat(notes.select()).containsExactly(kept);
          assertThat(notes.select(notes.where("text", "gone"))).isEmpty();
          assertThat(notes.select(notes.where("text", "gone").or(notes.where("text", "kept")))).containsExactly(kept);
          assertThat(notes.count()).isEqualTo(1);
          assertThat(notes.existsWhere(notes.where("text", "gone"))).isFalse();
          assertThat(notes.update(gone.id(), Map.of("text", "x"))).isFalse();
          assertThat(notes.updateWhere(DSL.noCondition(), Map.of("text", "changed"))).isEqualTo(1);
          assertThatThrownBy(() -> notes.update(gone)).isInstanceOf(NoRowException.class);
          assertThat(notes.deleteWhere(notes.where("text", "gone"))).isZero();
          assertThat(notes.deleteAll(List.of(gone.id()))).isZero();
        });
    assertThat(stored(acme(), "select text from note where deleted_at is not null")).containsExactly("gone");
  }

  @Test
  default void withDeletedSeesThemAndRestoreBringsThemBack() {
    Model<Note, UUID> notes = model(Note.class, UUID.class);
    run(
        acme(),
        () -> {
          Note gone = notes.insert(new Note(null, "gone"));
          notes.deleteWhere(DSL.noCondition());
          assertThat(notes.withDeleted().get(gone.id())).contains(gone);
          assertThat(notes.withDeleted().select()).containsExactly(gone);
          assertThat(notes.withDeleted().update(new Note(gone.id(), "gone for now")).text()).isEqualTo("gone for now");
          assertThat(notes.restore(gone.id())).isTrue();
          assertThat(notes.restore(gone.id())).isFalse();
          assertThat(notes.get(gone.id())).isPresent();
          notes.delete(gone.id());
          assertThat(notes.purge(gone.id())).isTrue();
          assertThat(notes.withDeleted().count()).isZero();
        });
  }

  @Test
  default void aBooleanMarkIsAProperty() throws SQLException {
    Model<Task, Long> tasks = model(Task.class, Long.class);
    run(
        acme(),
        () -> {
          tasks.insertAll(List.of(new Task("a"), new Task("b"), new Task("c")));
          assertThat(tasks.deleteAll(List.of(1L))).isEqualTo(1);
          assertThat(tasks.deleteWhere(tasks.where("title", "b"))).isEqualTo(1);
          assertThat(tasks.select()).extracting(Task::title).containsExactly("c");
          assertThat(tasks.withDeleted().get(2L).orElseThrow().deleted()).isTrue();
          assertThat(tasks.withDeleted().get(2L).orElseThrow().revision()).isEqualTo(1);
          assertThat(tasks.restore(2L)).isTrue();
          assertThat(tasks.get(2L).orElseThrow().revision()).isEqualTo(2);
        });
    assertThat(stored(acme(), "select title from task where deleted")).containsExactly("a");
  }
}
