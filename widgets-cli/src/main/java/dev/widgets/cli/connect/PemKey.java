package dev.widgets.cli.connect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads a private key in PEM: PKCS#8, also encrypted, and the older PKCS#1 of RSA and SEC1 of
 * elliptic curves, which Java does not know and which are put into PKCS#8 here.
 */
public final class PemKey {

    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ((?:RSA |EC |ENCRYPTED )?PRIVATE KEY)-----(.*?)-----END \\1-----",
            Pattern.DOTALL);

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    /** rsaEncryption with null parameters, as an AlgorithmIdentifier. */
    private static final byte[] RSA = {
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        1,
        1,
        1,
        5,
        0
    };

    /** id-ecPublicKey. */
    private static final byte[] EC = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    private static final byte[] VERSION = {2, 1, 0};
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int PARAMETERS = 0xA0;
    private static final int LONG_FORM = 0x80;
    private static final int BYTE = 0xFF;

    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private PemKey() {}

    /**
     * Refuses a file that others may read, as libpq does. The group may read a file of root.
     *
     * @throws IOException if others may read it
     */
    static void requirePrivate(Path file) throws IOException {
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        boolean ofRoot = Integer.valueOf(0).equals(Files.getAttribute(file, "unix:uid"));
        if (permissions.stream().anyMatch(OF_OTHERS::contains)
                || (permissions.contains(PosixFilePermission.GROUP_READ) && !ofRoot)) {
            throw new IOException(
                    "Others may read the private key " + file + "; run chmod 600 on it");
        }
    }

    /**
     * Returns the first private key in a text.
     *
     * @param password of an encrypted key
     * @throws GeneralSecurityException if there is none, or none that can be used
     */
    public static PrivateKey read(String text, @Nullable String password)
            throws GeneralSecurityException, IOException {
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            throw new InvalidKeySpecException("The file holds no private key in PEM");
        }
        String body = block.group(2);
        if (body.contains("ENCRYPTED")) {
            throw new InvalidKeySpecException("The private key is encrypted in the format of"
                    + " OpenSSL 0.9; convert it with: openssl pkcs8 -topk8");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(body);
        return switch (block.group(1)) {
            case "RSA PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(wrapped(RSA, bytes)));
            case "EC PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(ofCurve(bytes)));
            case "ENCRYPTED PRIVATE KEY" -> key(decrypted(bytes, password));
            default -> key(new PKCS8EncodedKeySpec(bytes));
        };
    }

    private static PrivateKey key(KeySpec spec) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // it is a key of another algorithm
            }
        }
        throw new InvalidKeySpecException("The private key is of no known algorithm");
    }

    private static KeySpec decrypted(byte[] bytes, @Nullable String password)
            throws GeneralSecurityException, IOException {
        if (password == null) {
            throw new InvalidKeySpecException(
                    "The private key is encrypted; give its password with sslpassword");
        }
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(bytes);
        String algorithm = info.getAlgParameters().toString();
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm)
                        .generateSecret(new PBEKeySpec(password.toCharArray())),
                info.getAlgParameters());
        return info.getKeySpec(cipher);
    }

    /**
     * Puts a SEC1 key into PKCS#8. Java accepts the version and the number alone, so that the curve
     * moves to the algorithm and the public key is dropped.
     */
    private static byte[] ofCurve(byte[] sec1) throws InvalidKeySpecException {
        int number = content(sec1, 0) + VERSION.length;
        int at = content(sec1, number) + length(sec1, number);
        byte[] key = element(SEQUENCE, Arrays.copyOfRange(sec1, content(sec1, 0), at));
        while (at < sec1.length) {
            int start = content(sec1, at);
            int end = start + length(sec1, at);
            if ((sec1[at] & BYTE) == PARAMETERS) {
                byte[] curve = Arrays.copyOfRange(sec1, start, end);
                return wrapped(element(SEQUENCE, EC, curve), key);
            }
            at = end;
        }
        throw new InvalidKeySpecException("The private key does not name its curve");
    }

    private static int content(byte[] der, int at) {
        int first = der[at + 1] & BYTE;
        return at + 2 + (first > LONG_FORM ? first - LONG_FORM : 0);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & BYTE;
        int length = first > LONG_FORM ? 0 : first;
        for (int i = at + 2; i < content(der, at); i++) {
            length = (length << 8) + (der[i] & BYTE);
        }
        return length;
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        byte[] inner = element(OCTETS, key);
        return element(SEQUENCE, VERSION, algorithm, inner);
    }

    private static byte[] element(int tag, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] one : contents) {
            content.writeBytes(one);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (content.size() < LONG_FORM) {
            element.write(content.size());
        } else {
            element.write(LONG_FORM + 2);
            element.write(content.size() >> 8);
            element.write(content.size());
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }
}
