using System.Text;
using KubeEmulator.Nodes.Containers;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Environment;

/// <summary>The files that the kubelet puts into ConfigMap, Secret, downward and projected volumes; <c>pkg/volume/{configmap,secret,downwardapi,projected}</c>.</summary>
internal static class VolumeContents
{
    private const int UsualMode = 0x1a4;
    private const string RootCertificate = "kube-root-ca.crt";

    /// <summary>Whether a volume's files are the kubelet's to write.</summary>
    public static bool IsPublished(MapValue volume) =>
        volume.ContainsKey("configMap") || volume.ContainsKey("secret") || volume.ContainsKey("downwardAPI") || volume.ContainsKey("projected");

    /// <summary>The files by path.</summary>
    /// <param name="scope">The pod and what it refers to.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="tokens">The pod's tokens; null where it is only to be found out whether everything is there.</param>
    /// <exception cref="ConfigFaultException">An object or a key that is not optional is missing.</exception>
    public static Dictionary<string, VolumeFile> Of(PodScope scope, MapValue volume, PodTokens? tokens)
    {
        var files = new Dictionary<string, VolumeFile>(StringComparer.Ordinal);
        if (volume.Map("configMap") is { } map)
        {
            ConfigMap(scope, map, Mode(map), tokens is null, files);
        }
        else if (volume.Map("secret") is { } secret)
        {
            Secret(scope, secret, secret.StringOrEmpty("secretName"), Mode(secret), files);
        }
        else if (volume.Map("downwardAPI") is { } downward)
        {
            Downward(scope, downward, Mode(downward), files);
        }
        else if (volume.Map("projected") is { } projected)
        {
            foreach (var source in projected.Maps("sources"))
            {
                Projected(scope, source, Mode(projected), tokens, files);
            }
        }

        return files;
    }

    private static void Projected(PodScope scope, MapValue source, int mode, PodTokens? tokens, Dictionary<string, VolumeFile> files)
    {
        if (source.Map("configMap") is { } map)
        {
            ConfigMap(scope, map, mode, tokens is null, files);
        }
        else if (source.Map("secret") is { } secret)
        {
            Secret(scope, secret, secret.StringOrEmpty("name"), mode, files);
        }
        else if (source.Map("downwardAPI") is { } downward)
        {
            Downward(scope, downward, mode, files);
        }
        else if (source.Map("serviceAccountToken") is { } token && tokens is not null)
        {
            files[token.StringOrEmpty("path")] = new VolumeFile(Encoding.UTF8.GetBytes(tokens.Find(scope, token)), mode);
        }
    }

    private static void ConfigMap(PodScope scope, MapValue source, int mode, bool onlyNames, Dictionary<string, VolumeFile> files)
    {
        var name = source.StringOrEmpty("name");
        if (scope.ConfigMap(name) is not { } found)
        {
            // A cluster without the controller that publishes the root certificate still runs pods.
            if (name != RootCertificate)
            {
                Missing(source, $"configmap \"{name}\" not found");
            }

            return;
        }

        var payload = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (key, value) in found.Root.Map("data") ?? MapValue.Empty)
        {
            payload[key] = onlyNames ? [] : Encoding.UTF8.GetBytes((value as StringValue)?.Text ?? "");
        }

        AddBinary(found.Root.Map("binaryData"), payload);
        Pick(source, payload, mode, "config", files);
    }

    private static void Secret(PodScope scope, MapValue source, string name, int mode, Dictionary<string, VolumeFile> files)
    {
        if (scope.Secret(name) is not { } found)
        {
            Missing(source, $"secret \"{name}\" not found");
            return;
        }

        var payload = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        AddBinary(found.Root.Map("data"), payload);
        Pick(source, payload, mode, "secret", files);
    }

    private static void Downward(PodScope scope, MapValue source, int mode, Dictionary<string, VolumeFile> files)
    {
        foreach (var item in source.Maps("items"))
        {
            var text = item.Map("fieldRef") is { } field
                ? DownwardFields.Field(scope, field.StringOrEmpty("fieldPath"))
                : DownwardFields.Resource(scope, item.Map("resourceFieldRef") ?? MapValue.Empty, null);
            files[item.StringOrEmpty("path")] = new VolumeFile(Encoding.UTF8.GetBytes(text), (int)(item.Integer("mode") ?? mode));
        }
    }

    private static void Pick(MapValue source, Dictionary<string, byte[]> payload, int mode, string kind, Dictionary<string, VolumeFile> files)
    {
        if (source.List("items") is not { Count: > 0 } items)
        {
            foreach (var (key, content) in payload)
            {
                files[key] = new VolumeFile(content, mode);
            }

            return;
        }

        foreach (var item in items.OfType<MapValue>())
        {
            var key = item.StringOrEmpty("key");
            if (payload.TryGetValue(key, out var content))
            {
                files[item.StringOrEmpty("path")] = new VolumeFile(content, (int)(item.Integer("mode") ?? mode));
            }
            else
            {
                Missing(source, $"references non-existent {kind} key: {key}");
            }
        }
    }

    private static void AddBinary(MapValue? data, Dictionary<string, byte[]> payload)
    {
        foreach (var (key, value) in data ?? MapValue.Empty)
        {
            payload[key] = value is StringValue text ? Convert.FromBase64String(text.Text) : [];
        }
    }

    private static void Missing(MapValue source, string message)
    {
        if (source.Bool("optional") != true)
        {
            throw new ConfigFaultException(message);
        }
    }

    private static int Mode(MapValue source) => (int)(source.Integer("defaultMode") ?? UsualMode);
}
