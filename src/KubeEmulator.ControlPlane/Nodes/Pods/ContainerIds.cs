using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KubeEmulator.Nodes.Pods;

/// <summary>Names of container runs as a runtime gives them: the same for the same pod, container and attempt.</summary>
internal static class ContainerIds
{
    public static string Of(string podUid, string container, int attempt)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{podUid}/{container}/{attempt}");
        return "containerd://" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
