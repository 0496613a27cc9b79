using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a Secret of each type must hold. Upstream: <c>ValidateSecret</c> in <c>pkg/apis/core/validation/validation.go</c>.</summary>
internal static class SecretRules
{
    private const string AccountName = "kubernetes.io/service-account.name";
    private static readonly FieldPath Data = FieldPath.Of("data");

    public static void Check(MapValue document, FieldErrors errors)
    {
        if (ConfigDataRules.Check(document, "data", encoded: true, errors) > ConfigDataRules.MostBytes)
        {
            errors.TooLong(Data, ConfigDataRules.MostBytes);
        }

        CheckType(document, document.Map("data") ?? MapValue.Empty, errors);
    }

    public static void CheckFrozen(MapValue document, KubeObject old, FieldErrors errors)
    {
        errors.Immutable(FieldPath.Of("type"), document["type"], old.Root["type"]);
        ConfigDataRules.CheckFrozen(document, old, errors, "data");
    }

    private static void CheckType(MapValue document, MapValue data, FieldErrors errors)
    {
        switch (document.StringOrEmpty("type"))
        {
            case "kubernetes.io/service-account-token" when document.StringAt("metadata", "annotations", AccountName) is null or "":
                errors.Required(FieldPath.Of("metadata", "annotations").Key(AccountName));
                break;
            case "kubernetes.io/dockercfg":
                CheckJson(data, ".dockercfg", errors);
                break;
            case "kubernetes.io/dockerconfigjson":
                CheckJson(data, ".dockerconfigjson", errors);
                break;
            // One of the two is enough.
            case "kubernetes.io/basic-auth" when !data.ContainsKey("username") && !data.ContainsKey("password"):
                Require(data, errors, "username", "password");
                break;
            case "kubernetes.io/ssh-auth" when data.StringOrEmpty("ssh-privatekey").Length == 0:
                errors.Required(Data.Key("ssh-privatekey"));
                break;
            case "kubernetes.io/tls":
                Require(data, errors, "tls.crt", "tls.key");
                break;
        }
    }

    private static void CheckJson(MapValue data, string key, FieldErrors errors)
    {
        Require(data, errors, key);
        if (data.String(key) is { } encoded && JsonFault(Convert.FromBase64String(encoded)) is { } fault)
        {
            errors.Invalid(Data.Key(key), "<secret contents redacted>", fault);
        }
    }

    // Go's words, for a text that must be a JSON object (or null).
    private static string? JsonFault(byte[] text)
    {
        if (JsonSyntax.Find(text) is { } syntax)
        {
            return syntax.Message;
        }

        var kind = Value.Parse(text) switch
        {
            ListValue => "array",
            StringValue => "string",
            NumberValue => "number",
            BoolValue => "bool",
            _ => null,
        };
        return kind is null ? null : $"json: cannot unmarshal {kind} into Go value of type map[string]interface {{}}";
    }

    private static void Require(MapValue data, FieldErrors errors, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (!data.ContainsKey(key))
            {
                errors.Required(Data.Key(key));
            }
        }
    }
}
