package dev.widgets;

/** Which optional libraries the host has. */
final class ClassPath {

    private ClassPath() {}

    /** Returns whether a class can be found; does not initialize it. */
    static boolean has(String className) {
        try {
            return Class.forName(className, false, ClassPath.class.getClassLoader()) != null;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
