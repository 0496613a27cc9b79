using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Secrets. Upstream: <c>pkg/registry/core/secret/strategy.go</c>, <c>pkg/apis/core/v1/conversion.go</c>.</summary>
internal sealed class SecretBehavior : KindBehavior
{
    public override TableColumns Columns => CoreColumns.Secret;

    public override MapValue Default(MapValue document, string version)
    {
        if (document.Map("stringData") is { } plain)
        {
            // What is written in plain text is stored encoded and never served.
            var data = (document.Map("data") ?? MapValue.Empty).ToBuilder();
            foreach (var (key, value) in plain)
            {
                data[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes((value as StringValue)?.Text ?? ""));
            }

            document = document.Without("stringData");
            document = data.Count > 0 ? document.With("data", data.Build()) : document;
        }

        return document.StringOrEmpty("type").Length == 0 ? document.With("type", "Opaque") : document;
    }

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old) =>
        document.StringOrEmpty("type").Length == 0 ? document.WithOptional("type", old.Root["type"]) : document;

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        SecretRules.Check(document, errors);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        SecretRules.CheckFrozen(document, old, errors);
        ObjectMetaRules.AsNew(errors, context, document);
        SecretRules.Check(document, errors);
    }
}
