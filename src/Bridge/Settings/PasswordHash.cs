using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WallboxMqtt.Bridge.Settings;

/// <summary>A password as it stands in the configuration: PBKDF2 with HMAC-SHA-256 (RFC 8018, 5.2), <c>pbkdf2$sha256$600000$salt$key</c>, both in base64.</summary>
/// <param name="Iterations">How often the hash was taken.</param>
/// <param name="Salt">16 to 64 random bytes.</param>
/// <param name="Key">32 bytes.</param>
internal sealed record PasswordHash(int Iterations, byte[] Salt, byte[] Key)
{
    /// <summary>What OWASP recommended for it in 2023, and the least that is taken.</summary>
    public const int UsualIterations = 600_000;

    private const int MostIterations = 10_000_000;
    private const int KeyLength = 32;
    private const string Scheme = "pbkdf2$sha256$";

    /// <summary>Hashes a password with a new salt.</summary>
    public static PasswordHash Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return new PasswordHash(UsualIterations, salt, Derive(password, salt, UsualIterations));
    }

    /// <summary>Reads what <see cref="ToString"/> writes; null if it is something else.</summary>
    public static PasswordHash? Parse(string text)
    {
        text = text.Trim();
        if (!text.StartsWith(Scheme, StringComparison.Ordinal) || text[Scheme.Length..].Split('$') is not [var count, var salt, var key])
            return null;
        Span<byte> bytes = stackalloc byte[64];
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)
            || iterations is < UsualIterations or > MostIterations
            || !Convert.TryFromBase64String(salt, bytes, out var saltLength) || saltLength < 16)
            return null;
        var saltBytes = bytes[..saltLength].ToArray();
        return Convert.TryFromBase64String(key, bytes, out var keyLength) && keyLength == KeyLength
            ? new PasswordHash(iterations, saltBytes, bytes[..keyLength].ToArray())
            : null;
    }

    /// <summary>True if it is the password; takes some tenths of a second.</summary>
    public bool Matches(string password) => CryptographicOperations.FixedTimeEquals(Derive(password, Salt, Iterations), Key);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Scheme}{Iterations}${Convert.ToBase64String(Salt)}${Convert.ToBase64String(Key)}");

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, KeyLength);
}
