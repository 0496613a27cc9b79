using System.Security.Cryptography;
using System.Text;

namespace KubeEmulator.Nodes.Pods;

/// <summary>Image names as the container runtime writes them.</summary>
internal static class ImageNames
{
    private const string DefaultRegistry = "docker.io";

    /// <summary>The full name: <c>nginx</c> is <c>docker.io/library/nginx:latest</c>; distribution's reference/normalize.go.</summary>
    public static string Normalize(string image)
    {
        var slash = image.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : image[..slash];
        var hasRegistry = first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal) || first == "localhost";
        var name = hasRegistry ? image : $"{DefaultRegistry}/{(slash < 0 ? "library/" : "")}{image}";
        return name.Contains('@', StringComparison.Ordinal) || name.LastIndexOf(':') > name.LastIndexOf('/') ? name : name + ":latest";
    }

    /// <summary>The image's digest reference: the same for the same name, in every run.</summary>
    public static string Id(string image)
    {
        var name = Normalize(image);
        if (name.IndexOf('@', StringComparison.Ordinal) is var at and > 0)
        {
            var named = name[..at];
            return (named.LastIndexOf(':') > named.LastIndexOf('/') ? named[..named.LastIndexOf(':')] : named) + name[at..];
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        return $"{name[..name.LastIndexOf(':')]}@sha256:{digest}";
    }

    /// <summary>Whether a name can be read as an image at all: <c>repository[:tag][@digest]</c> in lower case.</summary>
    public static bool IsValid(string image)
    {
        var name = image.Split('@')[0];
        var slash = name.LastIndexOf('/');
        var colon = name.LastIndexOf(':');
        var repository = colon > slash ? name[..colon] : name;
        return repository.Length > 0 && repository.Split('/').All(part => part.Length > 0)
            && repository.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_' or '/' or ':');
    }
}
