using System.Security.Cryptography;
using System.Text;

namespace CleaningEvents.Domain;

/// <summary>UUIDs made of names (RFC 9562 version 8, over SHA-256): the same name gives the same one everywhere and for ever.</summary>
public static class NamedGuid
{
    /// <param name="name">Begins with the kind of thing it names, such as <c>role/</c>, so that two kinds never meet.</param>
    public static Guid Of(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)(0x80 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}
