package dev.widgets.cli.serve;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the certificate of a key and the certificates of its issuers. */
final class CertificateChain {

    private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

    private CertificateChain() {}

    /**
     * Returns the chain of a key: its certificate first, each followed by its issuer, whatever
     * their order was. Certificates that do not belong to the chain are left out; the result is
     * empty if none belongs to the key.
     */
    static List<X509Certificate> of(PrivateKey key, List<X509Certificate> certificates)
            throws GeneralSecurityException {
        List<X509Certificate> fitting = new ArrayList<>();
        for (X509Certificate certificate : certificates) {
            if (isPair(key, certificate.getPublicKey())) {
                fitting.add(certificate);
            }
        }
        // a renewed certificate may stand beside its predecessor
        Optional<X509Certificate> next =
                fitting.stream().max(Comparator.comparing(X509Certificate::getNotAfter));
        List<X509Certificate> chain = new ArrayList<>();
        while (next.isPresent()) {
            chain.add(next.get());
            next = issuer(next.get(), certificates).filter(one -> !chain.contains(one));
        }
        return chain;
    }

    private static boolean isPair(PrivateKey key, PublicKey other) throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(other.getAlgorithm())) {
            return false;
        }
        Signature signing = Signature.getInstance(signature(key));
        signing.initSign(key);
        signing.update(PROBE);
        byte[] signed = signing.sign();
        try {
            Signature verifying = Signature.getInstance(signature(key));
            verifying.initVerify(other);
            verifying.update(PROBE);
            return verifying.verify(signed);
        } catch (GeneralSecurityException e) {
            // a signature by a key of another length or curve
            return false;
        }
    }

    private static String signature(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }

    private static Optional<X509Certificate> issuer(
            X509Certificate certificate, List<X509Certificate> certificates) {
        return certificates.stream()
                .filter(one ->
                        one.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .filter(one -> isSignedBy(certificate, one))
                .findFirst();
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
