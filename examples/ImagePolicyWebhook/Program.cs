using System.Text.Json.Nodes;
using ImagePolicyWebhook;

var app = WebApplication.Create(args);
app.MapPost("/mutate", (JsonObject review) => Review.Answer(review, ImagePolicy.Mutate));
app.MapPost("/validate", (JsonObject review) => Review.Answer(review, ImagePolicy.Validate));
app.Run();
