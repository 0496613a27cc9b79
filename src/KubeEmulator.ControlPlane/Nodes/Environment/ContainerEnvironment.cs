using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Environment;

/// <summary>A container's environment variables; kubelet's <c>kubelet_pods.go</c> (makeEnvironmentVariables).</summary>
internal static class ContainerEnvironment
{
    /// <summary>Whether the variables depend on other objects, so that they must be settled when the container starts.</summary>
    public static bool HasReferences(MapValue container) =>
        container.List("envFrom") is { Count: > 0 } || container.Maps("env").Any(e => e.Map("valueFrom") is not null);

    /// <exception cref="ConfigFaultException">An object or a key that is not optional is missing.</exception>
    public static Dictionary<string, string> Resolve(PodScope scope, MapValue container)
    {
        var services = ServiceVariables.For(scope.Snapshot, scope.Namespace, scope.Pod.Spec.Bool("enableServiceLinks") ?? true)
            .GroupBy(v => v.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal);
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var source in container.Maps("envFrom"))
        {
            AddAll(scope, source, result);
        }

        foreach (var variable in container.Maps("env"))
        {
            var name = variable.StringOrEmpty("name");
            if (variable.Map("valueFrom") is not { } from)
            {
                result[name] = VariableExpansion.Expand(variable.StringOrEmpty("value"), known => result.GetValueOrDefault(known) ?? services.GetValueOrDefault(known));
            }
            else if (ValueFrom(scope, container, from) is { } value)
            {
                result[name] = value;
            }
        }

        foreach (var (name, value) in services)
        {
            result.TryAdd(name, value);
        }

        return result;
    }

    private static void AddAll(PodScope scope, MapValue source, Dictionary<string, string> result)
    {
        var prefix = source.StringOrEmpty("prefix");
        if (source.Map("configMapRef") is { } map && Find(scope.ConfigMap, map, "configmap") is { } configMap)
        {
            foreach (var (key, value) in configMap.Root.Map("data") ?? MapValue.Empty)
            {
                result[prefix + key] = (value as StringValue)?.Text ?? "";
            }
        }

        if (source.Map("secretRef") is { } reference && Find(scope.Secret, reference, "secret") is { } secret)
        {
            foreach (var (key, value) in secret.Root.Map("data") ?? MapValue.Empty)
            {
                result[prefix + key] = Decode(value);
            }
        }
    }

    private static string? ValueFrom(PodScope scope, MapValue container, MapValue from)
    {
        if (from.Map("fieldRef") is { } field)
        {
            return DownwardFields.Field(scope, field.StringOrEmpty("fieldPath"));
        }

        if (from.Map("resourceFieldRef") is { } resource)
        {
            return DownwardFields.Resource(scope, resource, container);
        }

        if (from.Map("configMapKeyRef") is { } map)
        {
            return Key(scope, map, scope.ConfigMap, "configmap", "ConfigMap", value => (value as StringValue)?.Text ?? "");
        }

        return from.Map("secretKeyRef") is { } secret ? Key(scope, secret, scope.Secret, "secret", "Secret", Decode) : null;
    }

    private static string? Key(PodScope scope, MapValue reference, Func<string, KubeObject?> find, string kind, string shown, Func<Value, string> read)
    {
        if (Find(find, reference, kind) is not { } found)
        {
            return null;
        }

        var key = reference.StringOrEmpty("key");
        if (found.Root.Map("data")?[key] is { } value)
        {
            return read(value);
        }

        return reference.Bool("optional") == true ? null : throw new ConfigFaultException($"couldn't find key {key} in {shown} {scope.Namespace}/{found.Name}");
    }

    private static KubeObject? Find(Func<string, KubeObject?> find, MapValue reference, string kind)
    {
        var name = reference.StringOrEmpty("name");
        var found = find(name);
        return found is null && reference.Bool("optional") != true ? throw new ConfigFaultException($"{kind} \"{name}\" not found") : found;
    }

    private static string Decode(Value value) => value is StringValue text ? Encoding.UTF8.GetString(Convert.FromBase64String(text.Text)) : "";
}
