package dev.widgets.cli.serve;

import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Says why a file cannot be used; exceptions of the JDK often contain nothing but its name. */
final class FileProblems {

    private FileProblems() {}

    static String describe(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "there is no file " + e.getMessage();
        }
        if (e instanceof AccessDeniedException) {
            return "the file " + e.getMessage() + " may not be read";
        }
        if (e instanceof CharacterCodingException) {
            return "it is not text in UTF-8";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.replaceFirst("\\.$", "");
    }
}
