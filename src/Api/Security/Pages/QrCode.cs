using System.Text;
using QRCoder;

namespace CleaningEvents.Api.Security.Pages;

/// <summary>A text as a picture that a phone's camera reads.</summary>
public static class QrCode
{
    /// <summary>One SVG path, dark on white with the quiet zone that readers want.</summary>
    public static Html Of(string text, string description)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < data.ModuleMatrix.Count; y++)
            for (var x = 0; x < data.ModuleMatrix.Count; x++)
                if (data.ModuleMatrix[y][x])
                    path.Append('M').Append(x).Append(' ').Append(y).Append("h1v1h-1z");

        return Html.Of(
            $"""<svg role="img" aria-label="{description}" viewBox="0 0 {data.ModuleMatrix.Count} {data.ModuleMatrix.Count}" shape-rendering="crispEdges"><path fill="#000" d="{path}"/></svg>""");
    }
}
