using System.Text.Encodings.Web;
using System.Text.Json;

namespace KubeEmulator.Values;

/// <summary>How every document leaves: compact, characters outside ASCII as they are, no validation on the way.</summary>
internal static class JsonValueWriter
{
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };
}
