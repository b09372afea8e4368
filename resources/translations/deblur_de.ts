<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>AboutDialog</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>About Deblur Desktop</source>
        <translation>Über Deblur Desktop</translation>
    </message>
    <message>
        <source>Copy the versions, for a report.</source>
        <translation>Versionen für einen Fehlerbericht kopieren.</translation>
    </message>
    <message>
        <source>Deblur Desktop</source>
        <translation>Deblur Desktop</translation>
    </message>
    <message>
        <source>Version {version}. A blurred photo in, a sharp photo out, nothing else changed.

Licensed under Apache-2.0. It uses Qt under the LGPL, version 3. Each model has a license of its own, which the list of models shows.</source>
        <translation>Version {version}. Ein unscharfes Foto hinein, ein scharfes Foto heraus, sonst bleibt alles gleich.

Lizenziert unter Apache-2.0. Verwendet Qt unter der LGPL, Version 3. Jedes Modell hat eine eigene Lizenz, die in der Liste der Modelle steht.</translation>
    </message>
    <message>
        <source>Versions and licenses</source>
        <translation>Versionen und Lizenzen</translation>
    </message>
</context>
<context>
    <name>AdvancedPanel</name>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>How exactly the model computes. Fast needs half the memory; the difference is rarely seen.</source>
        <translation>Wie genau das Modell rechnet. „Schnell“ braucht halb so viel Speicher; der Unterschied ist selten zu sehen.</translation>
    </message>
    <message>
        <source>How far neighboring tiles reach into each other. Automatic takes enough for the blur found; more takes longer.</source>
        <translation>Wie weit benachbarte Kacheln ineinandergreifen. Automatisch nimmt genug für die gefundene Unschärfe; mehr dauert länger.</translation>
    </message>
    <message>
        <source>Keep mean colors</source>
        <translation>Mittlere Farben erhalten</translation>
    </message>
    <message>
        <source>Keeps the mean color of each small part as it is in the photo, whatever the model makes of it.</source>
        <translation>Lässt die mittlere Farbe jedes kleinen Teils so, wie sie im Foto ist, was auch immer das Modell daraus macht.</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>Überlappung</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Runs with</source>
        <translation>Läuft mit</translation>
    </message>
    <message>
        <source>The model works on square tiles, one after the other. Small ones need less memory, large ones are a little faster. Some models take only some of the sizes.</source>
        <translation>Das Modell bearbeitet quadratische Kacheln, eine nach der anderen. Kleine brauchen weniger Speicher, große sind etwas schneller. Manche Modelle nehmen nur einige der Größen.</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>Kachel</translation>
    </message>
    <message>
        <source>What runs the model. Automatic takes what was measured to be faster here.</source>
        <translation>Womit das Modell läuft. Automatisch nimmt, was hier schneller gemessen wurde.</translation>
    </message>
    <message>
        <source>Where the model runs, for all photos.</source>
        <translation>Wo das Modell läuft, für alle Fotos.</translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>Deblurred: {names}</source>
        <translation>Geschärft: {names}</translation>
    </message>
    <message>
        <source>Deblurring failed</source>
        <translation>Schärfen fehlgeschlagen</translation>
    </message>
    <message>
        <source>Deblurring is done</source>
        <translation>Schärfen abgeschlossen</translation>
    </message>
    <message>
        <source>Failed: {names}</source>
        <translation>Fehlgeschlagen: {names}</translation>
    </message>
    <message>
        <source>The batch has stopped</source>
        <translation>Der Stapel hat angehalten</translation>
    </message>
    <message>
        <source>The batch is done</source>
        <translation>Der Stapel ist fertig</translation>
    </message>
    <message>
        <source>{count} photos</source>
        <translation>{count} Fotos</translation>
    </message>
</context>
<context>
    <name>BatchMenu</name>
    <message>
        <source>&amp;Batch</source>
        <translation>Sta&amp;pel</translation>
    </message>
    <message>
        <source>&amp;Batches…</source>
        <translation>&amp;Stapel…</translation>
    </message>
    <message>
        <source>&amp;New Batch…</source>
        <translation>&amp;Neuer Stapel…</translation>
    </message>
    <message>
        <source>&amp;Pause the Batch</source>
        <translation>Stapel &amp;anhalten</translation>
    </message>
    <message>
        <source>All photos of “{folder}” can be deblurred as a batch.</source>
        <translation>Alle Fotos aus „{folder}“ können als Stapel geschärft werden.</translation>
    </message>
    <message>
        <source>New Batch…</source>
        <translation>Neuer Stapel…</translation>
    </message>
    <message>
        <source>No batch is running in this window.</source>
        <translation>In diesem Fenster läuft kein Stapel.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>The batch {id} is done: {counts}.</source>
        <translation>Der Stapel {id} ist fertig: {counts}.</translation>
    </message>
    <message>
        <source>The batch {id} is not finished. Photos to do: {count}.</source>
        <translation>Der Stapel {id} ist nicht fertig. Noch zu tun: {count} Fotos.</translation>
    </message>
</context>
<context>
    <name>BatchTold</name>
    <message>
        <source>A batch with a chosen model restores it all the same.</source>
        <translation>Ein Stapel mit gewähltem Modell bearbeitet es trotzdem.</translation>
    </message>
    <message>
        <source>Being saved</source>
        <translation>Wird gespeichert</translation>
    </message>
    <message>
        <source>Being worked on</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>Crashed the worker</source>
        <translation>Ließ den Arbeiter abstürzen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Import one that does, or choose a model for the batch.</source>
        <translation>Importieren Sie ein passendes, oder wählen Sie ein Modell für den Stapel.</translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation>Unverändert gelassen</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>No improvement was measured, so nothing was written.</source>
        <translation>Es wurde keine Verbesserung gemessen, daher wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>No improvement was measured.</source>
        <translation>Es wurde keine Verbesserung gemessen.</translation>
    </message>
    <message>
        <source>No installed model removes this kind of blur.</source>
        <translation>Kein installiertes Modell entfernt diese Art von Unschärfe.</translation>
    </message>
    <message>
        <source>Not improved</source>
        <translation>Nicht verbessert</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Geschärft</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Running elsewhere</source>
        <translation>Läuft anderswo</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten worden</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird angehalten</translation>
    </message>
    <message>
        <source>The photo looks sharp, so nothing was written.</source>
        <translation>Das Foto wirkt scharf, daher wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>This program made it, so it was left alone.</source>
        <translation>Dieses Programm hat es gemacht, daher blieb es, wie es ist.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Waiting: {reason}</source>
        <translation>Wartet: {reason}</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>noch etwa {time}</translation>
    </message>
    <message>
        <source>more are being found</source>
        <translation>weitere werden gesucht</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} fehlgeschlagen</translation>
    </message>
    <message>
        <source>{count} left out</source>
        <translation>{count} ausgelassen</translation>
    </message>
    <message>
        <source>{count} restored</source>
        <translation>{count} geschärft</translation>
    </message>
    <message>
        <source>{count} to do</source>
        <translation>{count} zu tun</translation>
    </message>
    <message>
        <source>{count} unchanged</source>
        <translation>{count} unverändert</translation>
    </message>
</context>
<context>
    <name>BatchesDialog</name>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>&amp;Leave Out</source>
        <translation>Aus&amp;lassen</translation>
    </message>
    <message>
        <source>&amp;New Batch…</source>
        <translation>&amp;Neuer Stapel…</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Begin a batch first.</source>
        <translation>Beginnen Sie zuerst einen Stapel.</translation>
    </message>
    <message>
        <source>For&amp;get…</source>
        <translation>&amp;Vergessen…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Forget the batch {id}?</source>
        <translation>Den Stapel {id} vergessen?</translation>
    </message>
    <message>
        <source>It is being worked on.</source>
        <translation>Er wird gerade bearbeitet.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Nobody works on this batch.</source>
        <translation>Niemand arbeitet an diesem Stapel.</translation>
    </message>
    <message>
        <source>Nothing failed.</source>
        <translation>Nichts ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Nothing is left to do.</source>
        <translation>Es ist nichts mehr zu tun.</translation>
    </message>
    <message>
        <source>Pause it first.</source>
        <translation>Halten Sie ihn zuerst an.</translation>
    </message>
    <message>
        <source>Photos and results stay where they are. It cannot be resumed any more.</source>
        <translation>Fotos und Ergebnisse bleiben, wo sie sind. Er kann nicht mehr fortgesetzt werden.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Rep&amp;ort…</source>
        <translation>&amp;Bericht…</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Reports (*.html *.csv *.json)</source>
        <translation>Berichte (*.html *.csv *.json)</translation>
    </message>
    <message>
        <source>Retry &amp;Failed</source>
        <translation>Fehl&amp;geschlagene wiederholen</translation>
    </message>
    <message>
        <source>Select one photo that has a result.</source>
        <translation>Wählen Sie ein Foto aus, das ein Ergebnis hat.</translation>
    </message>
    <message>
        <source>Select photos first.</source>
        <translation>Wählen Sie zuerst Fotos aus.</translation>
    </message>
    <message>
        <source>Select photos that are not done yet.</source>
        <translation>Wählen Sie Fotos aus, die noch nicht fertig sind.</translation>
    </message>
    <message>
        <source>Show in &amp;Folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>The report is written: {path}</source>
        <translation>Der Bericht ist geschrieben: {path}</translation>
    </message>
    <message>
        <source>There are no batches.</source>
        <translation>Es gibt keine Stapel.</translation>
    </message>
    <message>
        <source>What failed is done again.</source>
        <translation>Was fehlgeschlagen ist, wird wiederholt.</translation>
    </message>
    <message>
        <source>{batch} (not finished)</source>
        <translation>{batch} (nicht fertig)</translation>
    </message>
</context>
<context>
    <name>Blur</name>
    <message>
        <source>radius {radius} px</source>
        <translation>Radius {radius} px</translation>
    </message>
    <message>
        <source>{length} px, {angle}°</source>
        <translation>{length} px, {angle}°</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
</context>
<context>
    <name>Cell</name>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>Choose {name}</source>
        <translation>{name} wählen</translation>
    </message>
    <message>
        <source>There is nothing to choose yet.</source>
        <translation>Noch gibt es nichts zu wählen.</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Exact (fp32)</source>
        <translation>Exakt (fp32)</translation>
    </message>
    <message>
        <source>Fast (bf16)</source>
        <translation>Schnell (bf16)</translation>
    </message>
    <message>
        <source>Fast (fp16)</source>
        <translation>Schnell (fp16)</translation>
    </message>
    <message>
        <source>Mean colors may change.</source>
        <translation>Mittlere Farben dürfen sich ändern.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>Überlappung</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Runs with</source>
        <translation>Läuft mit</translation>
    </message>
    <message>
        <source>Texture</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>Kachel</translation>
    </message>
    <message>
        <source>a model for the blur found</source>
        <translation>ein Modell für die gefundene Unschärfe</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}: {value}</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was soll geschehen?</translation>
    </message>
</context>
<context>
    <name>ContactSheet</name>
    <message>
        <source>&amp;Blind</source>
        <translation>&amp;Verdeckt</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>E&amp;inpassen</translation>
    </message>
    <message>
        <source>Choose the models to compare.</source>
        <translation>Modelle für den Vergleich wählen.</translation>
    </message>
    <message>
        <source>Compare Models</source>
        <translation>Modelle vergleichen</translation>
    </message>
    <message>
        <source>Failed: {reason}</source>
        <translation>Fehlgeschlagen: {reason}</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Press the number of the best picture. Wheel and mouse move all pictures.</source>
        <translation>Die Nummer des besten Bildes drücken. Mausrad und Maus bewegen alle Bilder.</translation>
    </message>
    <message>
        <source>Shuffle the pictures and hide their names.</source>
        <translation>Bilder mischen und ihre Namen verbergen.</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>waiting…</source>
        <translation>wartet…</translation>
    </message>
    <message>
        <source>{number}: {name}</source>
        <translation>{number}: {name}</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>&amp;Copy Report</source>
        <translation>Bericht &amp;kopieren</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Something Went Wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
    <message>
        <source>The program made a mistake. Your photos are unharmed, and you can go on; save your results soon. The report below holds no photo and no folder names.</source>
        <translation>Das Programm hat einen Fehler gemacht. Die Fotos sind unversehrt, und die Arbeit kann weitergehen; Ergebnisse bitte bald speichern. Der Bericht unten enthält kein Foto und keine Ordnernamen.</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Deblur the photo first.</source>
        <translation>Zuerst das Foto schärfen.</translation>
    </message>
    <message>
        <source>Its model is not installed: {model}.</source>
        <translation>Ihr Modell ist nicht installiert: {model}.</translation>
    </message>
    <message>
        <source>Open a photo first.</source>
        <translation>Zuerst ein Foto öffnen.</translation>
    </message>
    <message>
        <source>Select something first.</source>
        <translation>Zuerst etwas auswählen.</translation>
    </message>
    <message>
        <source>The blur is still being looked at.</source>
        <translation>Die Unschärfe wird noch untersucht.</translation>
    </message>
</context>
<context>
    <name>DiagnosisPanel</name>
    <message>
        <source>Diagnosis</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Looking at the blur…</source>
        <translation>Unschärfe wird untersucht…</translation>
    </message>
    <message>
        <source>Motion blur, about {length} px at {angle}°. {sure} % sure.</source>
        <translation>Bewegungsunschärfe, etwa {length} px bei {angle}°. Zu {sure} % sicher.</translation>
    </message>
    <message>
        <source>Open a photo, and its blur is measured.</source>
        <translation>Ein Foto öffnen, dann wird seine Unschärfe gemessen.</translation>
    </message>
    <message>
        <source>Out of focus, radius about {radius} px. {sure} % sure.</source>
        <translation>Fehlfokussiert, Radius etwa {radius} px. Zu {sure} % sicher.</translation>
    </message>
    <message>
        <source>Sharp: leave it as it is.</source>
        <translation>Scharf: am besten so lassen.</translation>
    </message>
    <message>
        <source>The photo could not be looked at.</source>
        <translation>Das Foto konnte nicht untersucht werden.</translation>
    </message>
    <message>
        <source>Too little detail or too much noise to tell.</source>
        <translation>Zu wenig Details oder zu viel Rauschen für ein Urteil.</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>Deblur</source>
        <translation>Schärfen</translation>
    </message>
    <message>
        <source>Preset {name}</source>
        <translation>Vorgabe {name}</translation>
    </message>
</context>
<context>
    <name>DocumentPanel</name>
    <message>
        <source>Open a photo first.</source>
        <translation>Zuerst ein Foto öffnen.</translation>
    </message>
</context>
<context>
    <name>DropHint</name>
    <message>
        <source>Drop to open</source>
        <translation>Zum Öffnen ablegen</translation>
    </message>
</context>
<context>
    <name>EditMenu</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>E&amp;infügen</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>Es gibt nichts wiederherzustellen.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Es gibt nichts rückgängig zu machen.</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Compare, set the strength, save. The original is never touched.</source>
        <translation>Vergleichen, Stärke einstellen, speichern. Das Original bleibt unangetastet.</translation>
    </message>
    <message>
        <source>Drop a blurred photo here</source>
        <translation>Unscharfes Foto hier ablegen</translation>
    </message>
    <message>
        <source>Open Photo…</source>
        <translation>Foto öffnen…</translation>
    </message>
    <message>
        <source>Open a photo or a folder; its blur is measured.</source>
        <translation>Ein Foto oder einen Ordner öffnen; die Unschärfe wird gemessen.</translation>
    </message>
    <message>
        <source>Press Deblur, for the whole photo or a part that you select.</source>
        <translation>„Schärfen“ drücken, für das ganze Foto oder einen ausgewählten Teil.</translation>
    </message>
    <message>
        <source>Recent photos</source>
        <translation>Zuletzt geöffnete Fotos</translation>
    </message>
    <message>
        <source>Try a Sample Photo</source>
        <translation>Beispielfoto ausprobieren</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Another process works on this batch.</source>
        <translation>Ein anderer Prozess arbeitet an diesem Stapel.</translation>
    </message>
    <message>
        <source>Ask its authors for a file in the safetensors format.</source>
        <translation>Die Autoren um eine Datei im Format safetensors bitten.</translation>
    </message>
    <message>
        <source>Choose another device under Advanced.</source>
        <translation>Unter „Erweitert“ ein anderes Gerät wählen.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Choose another model or device.</source>
        <translation>Ein anderes Modell oder Gerät wählen.</translation>
    </message>
    <message>
        <source>Choose another model, and tell the author of the plug-in.</source>
        <translation>Ein anderes Modell wählen und es dem Autor des Plug-ins mitteilen.</translation>
    </message>
    <message>
        <source>Choose another model, or select another part.</source>
        <translation>Ein anderes Modell wählen oder einen anderen Teil auswählen.</translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation>Ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>Close other programs, or choose the CPU under Advanced.</source>
        <translation>Andere Programme schließen oder unter „Erweitert“ die CPU wählen.</translation>
    </message>
    <message>
        <source>Convert it to TIFF or PNG first.</source>
        <translation>Es zuerst in TIFF oder PNG umwandeln.</translation>
    </message>
    <message>
        <source>Copy it again from the camera or from a backup.</source>
        <translation>Es noch einmal von der Kamera oder aus einer Sicherung kopieren.</translation>
    </message>
    <message>
        <source>Free some space on it and try again.</source>
        <translation>Dort Platz schaffen und es noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Free some space on the disk of the program&apos;s own folder.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger mit dem Ordner des Programms.</translation>
    </message>
    <message>
        <source>Get it again from its authors, and import it.</source>
        <translation>Die Datei noch einmal von den Autoren holen und importieren.</translation>
    </message>
    <message>
        <source>Get its file from its authors&apos; page, and import it.</source>
        <translation>Holen Sie die Datei von der Seite der Autoren, und importieren Sie sie.</translation>
    </message>
    <message>
        <source>Import it only if you trust where it came from.</source>
        <translation>Nur importieren, wenn die Herkunft vertrauenswürdig ist.</translation>
    </message>
    <message>
        <source>Import its file in the Models window, or choose another model.</source>
        <translation>Die Datei im Fenster „Modelle“ importieren oder ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>Look whether its disk is full or write-protected.</source>
        <translation>Prüfen, ob der Datenträger voll oder schreibgeschützt ist.</translation>
    </message>
    <message>
        <source>Look whether the file still opens in other programs.</source>
        <translation>Prüfen, ob sich die Datei in anderen Programmen noch öffnen lässt.</translation>
    </message>
    <message>
        <source>Make room and try again; it goes on where it stopped.</source>
        <translation>Schaffen Sie Platz, und versuchen Sie es noch einmal; es geht dort weiter, wo es aufhörte.</translation>
    </message>
    <message>
        <source>More than one plug-in claims the network in this file.</source>
        <translation>Mehr als ein Plug-in beansprucht das Netz in dieser Datei.</translation>
    </message>
    <message>
        <source>No model card knows this file.</source>
        <translation>Keine Modellkarte kennt diese Datei.</translation>
    </message>
    <message>
        <source>No plug-in knows the network in this file.</source>
        <translation>Kein Plug-in kennt das Netz in dieser Datei.</translation>
    </message>
    <message>
        <source>Pause it here or stop it there, then resume it.</source>
        <translation>Halten Sie ihn hier an oder beenden Sie ihn dort, und setzen Sie ihn dann fort.</translation>
    </message>
    <message>
        <source>Photos of this kind or size are not restored.</source>
        <translation>Fotos dieser Art oder Größe werden nicht geschärft.</translation>
    </message>
    <message>
        <source>Resume the batch: what is done is found by its results.</source>
        <translation>Setzen Sie den Stapel fort: Fertiges wird an seinen Ergebnissen erkannt.</translation>
    </message>
    <message>
        <source>Set tile, overlap and precision under Advanced to Automatic.</source>
        <translation>Stellen Sie Kachel, Überlappung und Genauigkeit unter Erweitert auf Automatisch.</translation>
    </message>
    <message>
        <source>Something unexpected failed.</source>
        <translation>Ein unerwarteter Fehler ist aufgetreten.</translation>
    </message>
    <message>
        <source>The device is missing or stopped answering.</source>
        <translation>Das Gerät fehlt oder antwortet nicht mehr.</translation>
    </message>
    <message>
        <source>The disk is full; nothing was changed.</source>
        <translation>Der Datenträger ist voll; nichts wurde verändert.</translation>
    </message>
    <message>
        <source>The disk is too full for the model&apos;s file.</source>
        <translation>Auf dem Datenträger ist zu wenig Platz für die Datei des Modells.</translation>
    </message>
    <message>
        <source>The file cannot be written; nothing was changed.</source>
        <translation>Die Datei kann nicht geschrieben werden; nichts wurde verändert.</translation>
    </message>
    <message>
        <source>The journal of the batch cannot be read or written.</source>
        <translation>Das Journal des Stapels kann nicht gelesen oder geschrieben werden.</translation>
    </message>
    <message>
        <source>The journal of the batch is damaged.</source>
        <translation>Das Journal des Stapels ist beschädigt.</translation>
    </message>
    <message>
        <source>The model cannot be used.</source>
        <translation>Das Modell kann nicht verwendet werden.</translation>
    </message>
    <message>
        <source>The model could not be fetched.</source>
        <translation>Das Modell konnte nicht geladen werden.</translation>
    </message>
    <message>
        <source>The model&apos;s address leads nowhere, or where it is not safe.</source>
        <translation>Die Adresse des Modells führt ins Leere oder an einen unsicheren Ort.</translation>
    </message>
    <message>
        <source>The model&apos;s file holds more than numbers, so it was refused.</source>
        <translation>Die Datei des Modells enthält mehr als Zahlen und wurde deshalb abgelehnt.</translation>
    </message>
    <message>
        <source>The model&apos;s file is damaged or was changed.</source>
        <translation>Die Datei des Modells ist beschädigt oder wurde verändert.</translation>
    </message>
    <message>
        <source>The model&apos;s plug-in does not work.</source>
        <translation>Das Plug-in des Modells funktioniert nicht.</translation>
    </message>
    <message>
        <source>The network could not do its work.</source>
        <translation>Das Netz konnte seine Arbeit nicht tun.</translation>
    </message>
    <message>
        <source>The photo cannot be read: it is missing, empty or no picture.</source>
        <translation>Das Foto kann nicht gelesen werden: Es fehlt, ist leer oder kein Bild.</translation>
    </message>
    <message>
        <source>The photo could not be read or written.</source>
        <translation>Das Foto konnte nicht gelesen oder geschrieben werden.</translation>
    </message>
    <message>
        <source>The photo is damaged: a part of the file is missing or wrong.</source>
        <translation>Das Foto ist beschädigt: Ein Teil der Datei fehlt oder ist falsch.</translation>
    </message>
    <message>
        <source>The photo is unharmed. Try again, or choose another model.</source>
        <translation>Das Foto ist unversehrt. Noch einmal versuchen oder ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>The photo or the selection is not what this model needs.</source>
        <translation>Das Foto oder die Auswahl passt nicht zu diesem Modell.</translation>
    </message>
    <message>
        <source>The process that did the work has ended unexpectedly.</source>
        <translation>Der Prozess, der die Arbeit erledigte, wurde unerwartet beendet.</translation>
    </message>
    <message>
        <source>The program&apos;s own folder cannot be used.</source>
        <translation>Der eigene Ordner des Programms kann nicht benutzt werden.</translation>
    </message>
    <message>
        <source>The result exists already; nothing was saved.</source>
        <translation>Das Ergebnis existiert schon; nichts wurde gespeichert.</translation>
    </message>
    <message>
        <source>The server sent something else than the model&apos;s file.</source>
        <translation>Der Server hat etwas anderes als die Datei des Modells geschickt.</translation>
    </message>
    <message>
        <source>The server with the model cannot be reached now.</source>
        <translation>Der Server mit dem Modell ist gerade nicht erreichbar.</translation>
    </message>
    <message>
        <source>There is too little memory, even for the smallest tile.</source>
        <translation>Der Speicher reicht nicht einmal für die kleinste Kachel.</translation>
    </message>
    <message>
        <source>These choices do not go together.</source>
        <translation>Diese Einstellungen passen nicht zusammen.</translation>
    </message>
    <message>
        <source>This model is not installed.</source>
        <translation>Dieses Modell ist nicht installiert.</translation>
    </message>
    <message>
        <source>This would replace an existing file; nothing was changed.</source>
        <translation>Das würde eine vorhandene Datei ersetzen; nichts wurde verändert.</translation>
    </message>
    <message>
        <source>Try again later; it goes on where it stopped.</source>
        <translation>Versuchen Sie es später noch einmal; es geht dort weiter, wo es aufhörte.</translation>
    </message>
    <message>
        <source>Turn on a plug-in that does in the Plug-ins window.</source>
        <translation>Im Fenster „Plug-ins“ eines aktivieren, das es kennt.</translation>
    </message>
    <message>
        <source>Turn one of them off in the Plug-ins window.</source>
        <translation>Eines davon im Fenster „Plug-ins“ deaktivieren.</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Animation that fades from blurry to sharp (*.gif)</source>
        <translation>Animation, die von unscharf zu scharf überblendet (*.gif)</translation>
    </message>
    <message>
        <source>Animation that wipes from blurry to sharp (*.gif)</source>
        <translation>Animation, die von unscharf zu scharf wischt (*.gif)</translation>
    </message>
    <message>
        <source>Before and after in one picture (*.png)</source>
        <translation>Vorher und nachher in einem Bild (*.png)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>FileMenu</name>
    <message>
        <source>&amp;Close Photo</source>
        <translation>Foto s&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Open &amp;Folder…</source>
        <translation>&amp;Ordner öffnen…</translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Open Photos</source>
        <translation>Fotos öffnen</translation>
    </message>
    <message>
        <source>Photos ({patterns})</source>
        <translation>Fotos ({patterns})</translation>
    </message>
    <message>
        <source>Save &amp;As…</source>
        <translation>Speichern &amp;unter…</translation>
    </message>
    <message>
        <source>Save As</source>
        <translation>Speichern unter</translation>
    </message>
</context>
<context>
    <name>Filmstrip</name>
    <message>
        <source>All photos</source>
        <translation>Alle Fotos</translation>
    </message>
    <message>
        <source>Close Photo</source>
        <translation>Foto schließen</translation>
    </message>
    <message>
        <source>Copy Path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>List all open photos, or some of them.</source>
        <translation>Alle geöffneten Fotos oder nur einige davon anzeigen.</translation>
    </message>
    <message>
        <source>No open photo is of this kind.</source>
        <translation>Kein geöffnetes Foto ist von dieser Art.</translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation>Geöffnete Fotos</translation>
    </message>
    <message>
        <source>Show in Folder</source>
        <translation>Im Ordner anzeigen</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Zu erledigen</translation>
    </message>
    <message>
        <source>Which photos are listed</source>
        <translation>Welche Fotos angezeigt werden</translation>
    </message>
</context>
<context>
    <name>HelpMenu</name>
    <message>
        <source>&amp;About</source>
        <translation>&amp;Über</translation>
    </message>
    <message>
        <source>&amp;Find a Command…</source>
        <translation>&amp;Befehl suchen…</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>Importing</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Do Not Import</source>
        <translation>Nicht importieren</translation>
    </message>
    <message>
        <source>Fetching {name}: {time} left</source>
        <translation>{name} wird geladen: noch {time}</translation>
    </message>
    <message>
        <source>Fetching {name}…</source>
        <translation>{name} wird geladen…</translation>
    </message>
    <message>
        <source>Importing {name}: it is checked, converted and tried…</source>
        <translation>{name} wird importiert: prüfen, umwandeln, ausprobieren…</translation>
    </message>
    <message>
        <source>Installed: {name}</source>
        <translation>Installiert: {name}</translation>
    </message>
    <message>
        <source>No model card knows the file “{name}”. Import it all the same?</source>
        <translation>Keine Modellkarte kennt die Datei „{name}“. Trotzdem importieren?</translation>
    </message>
    <message>
        <source>Not imported: {name}</source>
        <translation>Nicht importiert: {name}</translation>
    </message>
    <message>
        <source>Only import files from a source that you trust. Compare this SHA-256 with the one that the authors published, if they did:

{hash}</source>
        <translation>Nur Dateien aus vertrauenswürdigen Quellen importieren. Diesen SHA-256-Wert mit dem vergleichen, den die Autoren veröffentlicht haben, falls es einen gibt:

{hash}</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>{name} wird gelesen…</translation>
    </message>
    <message>
        <source>The file cannot be read ({reason}): {name}</source>
        <translation>Die Datei kann nicht gelesen werden ({reason}): {name}</translation>
    </message>
    <message>
        <source>The import was stopped: {name}</source>
        <translation>Der Import wurde abgebrochen: {name}</translation>
    </message>
    <message>
        <source>Trust and Import</source>
        <translation>Vertrauen und importieren</translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>Save it as a file and open that.</source>
        <translation>Als Datei speichern und diese öffnen.</translation>
    </message>
    <message>
        <source>Save it on this computer and open the file.</source>
        <translation>Auf diesem Computer speichern und die Datei öffnen.</translation>
    </message>
    <message>
        <source>The picture cannot be stored ({reason}).</source>
        <translation>Das Bild kann nicht abgelegt werden ({reason}).</translation>
    </message>
    <message>
        <source>The picture is larger than {size} MB.</source>
        <translation>Das Bild ist größer als {size} MB.</translation>
    </message>
    <message>
        <source>There is no photo in it.</source>
        <translation>Es enthält kein Foto.</translation>
    </message>
    <message>
        <source>This photo lies on the web, and nothing is fetched from there.</source>
        <translation>Dieses Foto liegt im Internet, und von dort wird nichts geladen.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>A batch is running.</source>
        <translation>Ein Stapel läuft.</translation>
    </message>
    <message>
        <source>A photo is being deblurred or saved.</source>
        <translation>Ein Foto wird gerade geschärft oder gespeichert.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Deblur</source>
        <translation>Schärfen</translation>
    </message>
    <message>
        <source>Deblur Desktop</source>
        <translation>Deblur Desktop</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Exported: {path}</source>
        <translation>Exportiert: {path}</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Not every result is saved.</source>
        <translation>Nicht alle Ergebnisse sind gespeichert.</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Quit All the Same</source>
        <translation>Trotzdem beenden</translation>
    </message>
    <message>
        <source>Quit all the same? It can be resumed at any time.</source>
        <translation>Trotzdem beenden? Er kann jederzeit fortgesetzt werden.</translation>
    </message>
    <message>
        <source>Quit all the same? The results would have to be made anew.</source>
        <translation>Trotzdem beenden? Die Ergebnisse müssten neu berechnet werden.</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Gespeichert: {path}</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>The last time, the program ended unexpectedly.</source>
        <translation>Das Programm wurde zuletzt unerwartet beendet.</translation>
    </message>
    <message>
        <source>The program ended unexpectedly twice within minutes. This is safe mode: plug-ins of others are off, nothing is opened by itself, and there are no previews.</source>
        <translation>Das Programm wurde zweimal innerhalb weniger Minuten unerwartet beendet. Dies ist der abgesicherte Modus: Fremde Plug-ins sind aus, nichts wird von selbst geöffnet, und es gibt keine Vorschau.</translation>
    </message>
    <message>
        <source>The result exists already, so nothing was saved.</source>
        <translation>Das Ergebnis existiert schon, deshalb wurde nichts gespeichert.</translation>
    </message>
    <message>
        <source>This is safe mode: plug-ins of others are off, nothing is opened by itself, and there are no previews.</source>
        <translation>Dies ist der abgesicherte Modus: Fremde Plug-ins sind aus, nichts wird von selbst geöffnet, und es gibt keine Vorschau.</translation>
    </message>
    <message>
        <source>To leave it, close the window and start the program again.</source>
        <translation>Um ihn zu verlassen, das Fenster schließen und das Programm neu starten.</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>What was open is back; results that were not saved are lost.</source>
        <translation>Was geöffnet war, ist wieder da; nicht gespeicherte Ergebnisse sind verloren.</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>ModelPanel</name>
    <message>
        <source>About {time} for this photo; {rate} a megapixel on this computer.</source>
        <translation>Etwa {time} für dieses Foto; {rate} je Megapixel auf diesem Computer.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Automatic takes a model that is made for the blur found.</source>
        <translation>„Automatisch“ nimmt ein Modell, das für die gefundene Unschärfe gemacht ist.</translation>
    </message>
    <message>
        <source>Compare Models…</source>
        <translation>Modelle vergleichen…</translation>
    </message>
    <message>
        <source>For motion blur and photos out of focus.</source>
        <translation>Für Bewegungsunschärfe und fehlfokussierte Fotos.</translation>
    </message>
    <message>
        <source>For motion blur.</source>
        <translation>Für Bewegungsunschärfe.</translation>
    </message>
    <message>
        <source>For photos out of focus, of dual-pixel cameras.</source>
        <translation>Für fehlfokussierte Fotos von Dual-Pixel-Kameras.</translation>
    </message>
    <message>
        <source>For photos out of focus.</source>
        <translation>Für fehlfokussierte Fotos.</translation>
    </message>
    <message>
        <source>How long it takes here is known after the first run.</source>
        <translation>Wie lange es hier dauert, ist nach dem ersten Lauf bekannt.</translation>
    </message>
    <message>
        <source>Import a Model…</source>
        <translation>Modell importieren…</translation>
    </message>
    <message>
        <source>License of the weights: {license}.</source>
        <translation>Lizenz der Gewichte: {license}.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>No installed model removes this kind of blur. Import one that does, or choose one to use it all the same.</source>
        <translation>Kein installiertes Modell entfernt diese Art von Unschärfe. Ein passendes importieren oder eines wählen, um es trotzdem zu verwenden.</translation>
    </message>
    <message>
        <source>Nothing is suggested for a sharp photo. Choose a model to use it all the same.</source>
        <translation>Für ein scharfes Foto wird nichts vorgeschlagen. Ein Modell wählen, um es trotzdem zu verwenden.</translation>
    </message>
    <message>
        <source>The kind of blur is not sure, and {name} is made for defocus.</source>
        <translation>Die Art der Unschärfe ist nicht sicher, und {name} ist für Fehlfokus gemacht.</translation>
    </message>
    <message>
        <source>The license of its weights is not known.</source>
        <translation>Die Lizenz der Gewichte ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The photo looks sharp; {name} may make it worse.</source>
        <translation>Das Foto sieht scharf aus; {name} könnte es verschlechtern.</translation>
    </message>
    <message>
        <source>This looks like defocus, but {name} is made for motion.</source>
        <translation>Das sieht nach Fehlfokus aus, aber {name} ist für Bewegungsunschärfe gemacht.</translation>
    </message>
    <message>
        <source>This looks like motion, but {name} is made for defocus.</source>
        <translation>Das sieht nach Bewegungsunschärfe aus, aber {name} ist für Fehlfokus gemacht.</translation>
    </message>
    <message>
        <source>{name} is suggested, for it is made for this blur.</source>
        <translation>{name} wird vorgeschlagen, denn es ist für diese Unschärfe gemacht.</translation>
    </message>
    <message>
        <source>{name} needs the two views of a dual-pixel camera; this photo has none.</source>
        <translation>{name} braucht die zwei Ansichten einer Dual-Pixel-Kamera; dieses Foto hat keine.</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>&amp;Get It…</source>
        <translation>&amp;Holen…</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Architektur</translation>
    </message>
    <message>
        <source>Card of the model</source>
        <translation>Modellkarte</translation>
    </message>
    <message>
        <source>Check, convert and install a file that you downloaded.</source>
        <translation>Eine heruntergeladene Datei prüfen, umwandeln und installieren.</translation>
    </message>
    <message>
        <source>Citation</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Fetch it from {address}, check it and install it.</source>
        <translation>Von {address} laden, prüfen und installieren.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Get it from</source>
        <translation>Zu finden unter</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Vorhanden</translation>
    </message>
    <message>
        <source>I&amp;nstall</source>
        <translation>I&amp;nstallieren</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Import a Model</source>
        <translation>Modell importieren</translation>
    </message>
    <message>
        <source>Its card names no web page.</source>
        <translation>Seine Karte nennt keine Webseite.</translation>
    </message>
    <message>
        <source>Its file has to be fetched by hand: choose Get It.</source>
        <translation>Die Datei muss von Hand geholt werden: wählen Sie „Holen“.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>License</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>License of the weights</source>
        <translation>Lizenz der Gewichte</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>No browser can be opened. The address is: {address}</source>
        <translation>Es kann kein Browser geöffnet werden. Die Adresse lautet: {address}</translation>
    </message>
    <message>
        <source>Open {address}</source>
        <translation>{address} öffnen</translation>
    </message>
    <message>
        <source>Photos made with it stay. To have it back, import its file again.</source>
        <translation>Damit erstellte Fotos bleiben erhalten. Um es zurückzuholen, die Datei erneut importieren.</translation>
    </message>
    <message>
        <source>Published scores</source>
        <translation>Veröffentlichte Werte</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>{name} wird gelesen…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the model “{name}” from this computer?</source>
        <translation>Das Modell „{name}“ von diesem Computer entfernen?</translation>
    </message>
    <message>
        <source>Removed: {name}</source>
        <translation>Entfernt: {name}</translation>
    </message>
    <message>
        <source>Removes</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>SHA-256 of the published file</source>
        <translation>SHA-256 der veröffentlichten Datei</translation>
    </message>
    <message>
        <source>Select a model whose file is here.</source>
        <translation>Ein Modell auswählen, dessen Datei vorhanden ist.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>The card of {name} has no hash to compare with. The file has {hash}.</source>
        <translation>Die Karte von {name} enthält keinen Hashwert zum Vergleichen. Die Datei hat {hash}.</translation>
    </message>
    <message>
        <source>The model cannot be removed: {reason}</source>
        <translation>Das Modell kann nicht entfernt werden: {reason}</translation>
    </message>
    <message>
        <source>This model is here.</source>
        <translation>Dieses Modell ist vorhanden.</translation>
    </message>
    <message>
        <source>This model is part of the program.</source>
        <translation>Dieses Modell gehört zum Programm.</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>Trainiert mit</translation>
    </message>
    <message>
        <source>Your browser opens {address}. When the file is on your computer, choose Import or drop it here.</source>
        <translation>Der Browser öffnet {address}. Sobald die Datei auf dem Computer ist, „Importieren“ wählen oder sie hier ablegen.</translation>
    </message>
    <message>
        <source>bundled</source>
        <translation>mitgeliefert</translation>
    </message>
    <message>
        <source>defocus</source>
        <translation>Fehlfokus</translation>
    </message>
    <message>
        <source>defocus (dual pixel)</source>
        <translation>Fehlfokus (Dual-Pixel)</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>importiert</translation>
    </message>
    <message>
        <source>motion blur</source>
        <translation>Bewegungsunschärfe</translation>
    </message>
    <message>
        <source>motion blur, defocus</source>
        <translation>Bewegungsunschärfe, Fehlfokus</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>unverified: nobody published one; the first one seen is kept</source>
        <translation>ungeprüft: niemand hat eine veröffentlicht; die zuerst gesehene wird gemerkt</translation>
    </message>
    <message>
        <source>{name} is as it should be.</source>
        <translation>{name} ist unverändert.</translation>
    </message>
    <message>
        <source>{name} is damaged or was changed: remove it, and import it again.</source>
        <translation>{name} ist beschädigt oder wurde verändert: entfernen und erneut importieren.</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}: {value}</translation>
    </message>
</context>
<context>
    <name>ModelsMenu</name>
    <message>
        <source>&amp;Compare Models…</source>
        <translation>Modelle &amp;vergleichen…</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation>&amp;Modelle</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>&amp;Modelle…</translation>
    </message>
    <message>
        <source>&amp;Plug-ins…</source>
        <translation>&amp;Plug-ins…</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
</context>
<context>
    <name>NewBatchDialog</name>
    <message>
        <source>&amp;Begin</source>
        <translation>&amp;Beginnen</translation>
    </message>
    <message>
        <source>&amp;If the result exists</source>
        <translation>&amp;Wenn es das Ergebnis gibt</translation>
    </message>
    <message>
        <source>&amp;Names</source>
        <translation>&amp;Namen</translation>
    </message>
    <message>
        <source>&amp;Photos from</source>
        <translation>&amp;Fotos aus</translation>
    </message>
    <message>
        <source>&amp;Preset or model</source>
        <translation>&amp;Vorgabe oder Modell</translation>
    </message>
    <message>
        <source>&amp;Results into</source>
        <translation>&amp;Ergebnisse nach</translation>
    </message>
    <message>
        <source>Add &amp;Folder…</source>
        <translation>&amp;Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>Add Ph&amp;otos…</source>
        <translation>Fo&amp;tos hinzufügen…</translation>
    </message>
    <message>
        <source>Add a number to the name</source>
        <translation>Nummer an den Namen anhängen</translation>
    </message>
    <message>
        <source>Also folders within folders</source>
        <translation>Auch Ordner in Ordnern</translation>
    </message>
    <message>
        <source>Batch {id} has put results of these photos into this folder already.</source>
        <translation>Stapel {id} hat schon Ergebnisse dieser Fotos in diesen Ordner gelegt.</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>&amp;Wählen…</translation>
    </message>
    <message>
        <source>Choose folders or photos, or drop them here.</source>
        <translation>Wählen Sie Ordner oder Fotos aus, oder legen Sie sie hier ab.</translation>
    </message>
    <message>
        <source>How long it takes is told once the first are done.</source>
        <translation>Wie lange es dauert, zeigt sich nach den ersten.</translation>
    </message>
    <message>
        <source>It takes about {time}.</source>
        <translation>Es dauert etwa {time}.</translation>
    </message>
    <message>
        <source>Leave the photo out</source>
        <translation>Das Foto auslassen</translation>
    </message>
    <message>
        <source>Move the old one to the trash</source>
        <translation>Altes in den Papierkorb verschieben</translation>
    </message>
    <message>
        <source>New Batch</source>
        <translation>Neuer Stapel</translation>
    </message>
    <message>
        <source>No photos are in there.</source>
        <translation>Darin sind keine Fotos.</translation>
    </message>
    <message>
        <source>Photos From</source>
        <translation>Fotos aus</translation>
    </message>
    <message>
        <source>Photos from</source>
        <translation>Fotos aus</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Restore what can be read of damaged photos</source>
        <translation>Von beschädigten Fotos schärfen, was lesbar ist</translation>
    </message>
    <message>
        <source>Results Into</source>
        <translation>Ergebnisse nach</translation>
    </message>
    <message>
        <source>Save nothing where no improvement is measured</source>
        <translation>Nichts speichern, wo keine Verbesserung gemessen wird</translation>
    </message>
    <message>
        <source>That is not enough: the batch will wait when the disk is full.</source>
        <translation>Das reicht nicht: Der Stapel wird warten, wenn der Datenträger voll ist.</translation>
    </message>
    <message>
        <source>The photos are being counted…</source>
        <translation>Die Fotos werden gezählt…</translation>
    </message>
    <message>
        <source>{count} photos, {size}. The results take about {room}; {free} are free.</source>
        <translation>{count} Fotos, {size}. Die Ergebnisse brauchen etwa {room}; {free} sind frei.</translation>
    </message>
    <message>
        <source>{name} deblurred</source>
        <translation>{name} geschärft</translation>
    </message>
    <message>
        <source>{photo} becomes {result}</source>
        <translation>Aus {photo} wird {result}</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Colors of fully transparent pixels were set to 0.</source>
        <translation>Farben ganz durchsichtiger Pixel wurden auf 0 gesetzt.</translation>
    </message>
    <message>
        <source>Colors that are multiplied by their transparency were rounded anew.</source>
        <translation>Mit ihrer Transparenz multiplizierte Farben wurden neu gerundet.</translation>
    </message>
    <message>
        <source>Damaged additions of the PNG were left out.</source>
        <translation>Beschädigte Zusätze der PNG-Datei wurden weggelassen.</translation>
    </message>
    <message>
        <source>EXIF, IPTC or XMP written as text were left out.</source>
        <translation>Als Text geschriebene EXIF-, IPTC- oder XMP-Daten wurden weggelassen.</translation>
    </message>
    <message>
        <source>Extra channels that are not transparency were left out.</source>
        <translation>Zusätzliche Kanäle, die keine Transparenz sind, wurden weggelassen.</translation>
    </message>
    <message>
        <source>Further pictures in the file (preview, depth or gain map) were left out.</source>
        <translation>Weitere Bilder in der Datei (Vorschau, Tiefen- oder Gain-Map) wurden weggelassen.</translation>
    </message>
    <message>
        <source>Long texts in the PNG were left out.</source>
        <translation>Lange Texte in der PNG-Datei wurden weggelassen.</translation>
    </message>
    <message>
        <source>Samples that are not finite numbers were set to 0.</source>
        <translation>Werte, die keine endlichen Zahlen sind, wurden auf 0 gesetzt.</translation>
    </message>
    <message>
        <source>The EXIF data is damaged and was left out.</source>
        <translation>Die EXIF-Daten sind beschädigt und wurden weggelassen.</translation>
    </message>
    <message>
        <source>The EXIF data is larger than 4 MB and was left out.</source>
        <translation>Die EXIF-Daten sind größer als 4 MB und wurden weggelassen.</translation>
    </message>
    <message>
        <source>The EXIF data of this kind of RAW file was left out.</source>
        <translation>Die EXIF-Daten dieser Art von RAW-Datei wurden weggelassen.</translation>
    </message>
    <message>
        <source>The IPTC data is larger than 1 MB and was left out.</source>
        <translation>Die IPTC-Daten sind größer als 1 MB und wurden weggelassen.</translation>
    </message>
    <message>
        <source>The XMP data beyond 64 kB was left out.</source>
        <translation>Die XMP-Daten jenseits von 64 kB wurden weggelassen.</translation>
    </message>
    <message>
        <source>The XMP data is damaged and was left out.</source>
        <translation>Die XMP-Daten sind beschädigt und wurden weggelassen.</translation>
    </message>
    <message>
        <source>The XMP data is larger than 4 MB and was left out.</source>
        <translation>Die XMP-Daten sind größer als 4 MB und wurden weggelassen.</translation>
    </message>
    <message>
        <source>The color profile is damaged and was left out; the colors are taken as sRGB.</source>
        <translation>Das Farbprofil ist beschädigt und wurde weggelassen; die Farben gelten als sRGB.</translation>
    </message>
    <message>
        <source>The color profile is not for this kind of photo and was left out.</source>
        <translation>Das Farbprofil passt nicht zu dieser Art von Foto und wurde weggelassen.</translation>
    </message>
    <message>
        <source>The file has several pages; only the first one is restored.</source>
        <translation>Die Datei hat mehrere Seiten; nur die erste wird geschärft.</translation>
    </message>
    <message>
        <source>The file has several pictures; only the main one is restored.</source>
        <translation>Die Datei hat mehrere Bilder; nur das Hauptbild wird geschärft.</translation>
    </message>
    <message>
        <source>The file is animated; only the first picture is restored.</source>
        <translation>Die Datei ist animiert; nur das erste Bild wird geschärft.</translation>
    </message>
    <message>
        <source>The metadata of the BigTIFF was left out.</source>
        <translation>Die Metadaten der BigTIFF-Datei wurden weggelassen.</translation>
    </message>
    <message>
        <source>The palette is saved as RGB.</source>
        <translation>Die Farbpalette wird als RGB gespeichert.</translation>
    </message>
    <message>
        <source>a plug-in failed with photo after photo</source>
        <translation>ein Plug-in versagte bei einem Foto nach dem anderen</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>es geht weiter</translation>
    </message>
    <message>
        <source>left out by a person</source>
        <translation>von Ihnen ausgelassen</translation>
    </message>
    <message>
        <source>memory ran short, so some tiles were smaller than the recipe says</source>
        <translation>Der Speicher wurde knapp, deshalb waren einige Kacheln kleiner als verlangt.</translation>
    </message>
    <message>
        <source>no room is left on the disk</source>
        <translation>auf dem Datenträger ist kein Platz mehr</translation>
    </message>
    <message>
        <source>the folder for results is gone</source>
        <translation>der Ordner für Ergebnisse ist fort</translation>
    </message>
    <message>
        <source>the folder of the photos is gone</source>
        <translation>der Ordner der Fotos ist fort</translation>
    </message>
    <message>
        <source>the result is already there</source>
        <translation>das Ergebnis ist schon da</translation>
    </message>
    <message>
        <source>your share of the disk is used up</source>
        <translation>Ihr Anteil am Datenträger ist aufgebraucht</translation>
    </message>
</context>
<context>
    <name>PhotoTable</name>
    <message>
        <source>Photos of the batch</source>
        <translation>Fotos des Stapels</translation>
    </message>
</context>
<context>
    <name>PhotoView</name>
    <message>
        <source>Preview…</source>
        <translation>Vorschau…</translation>
    </message>
</context>
<context>
    <name>Photos</name>
    <message>
        <source>Drag it into another program to use the saved result there.</source>
        <translation>In ein anderes Programm ziehen, um das gespeicherte Ergebnis dort zu verwenden.</translation>
    </message>
    <message>
        <source>Save the result to drag it into another program.</source>
        <translation>Das Ergebnis speichern, um es in ein anderes Programm zu ziehen.</translation>
    </message>
    <message>
        <source>being deblurred</source>
        <translation>wird geschärft</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>noch nicht gelesen</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>nicht gespeichert</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>geöffnet</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>gespeichert</translation>
    </message>
</context>
<context>
    <name>PluginsDialog</name>
    <message>
        <source>&amp;Disable</source>
        <translation>&amp;Deaktivieren</translation>
    </message>
    <message>
        <source>&amp;Enable…</source>
        <translation>&amp;Aktivieren…</translation>
    </message>
    <message>
        <source>&amp;Install</source>
        <translation>&amp;Installieren</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>&amp;Entfernen…</translation>
    </message>
    <message>
        <source>A plug-in brings a network. One that is on can do anything that you can. To install one, drop its folder or its zip file here.</source>
        <translation>Ein Plug-in bringt ein Netz mit. Ist es an, darf es alles, was Sie dürfen. Um eines zu installieren, seinen Ordner oder seine ZIP-Datei hier ablegen.</translation>
    </message>
    <message>
        <source>Another plug-in has the same name.</source>
        <translation>Ein anderes Plug-in hat denselben Namen.</translation>
    </message>
    <message>
        <source>Copy a plug-in into your plug-in folder.</source>
        <translation>Ein Plug-in in den eigenen Plug-in-Ordner kopieren.</translation>
    </message>
    <message>
        <source>Enable the plug-in “{name}”?</source>
        <translation>Das Plug-in „{name}“ aktivieren?</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>From a &amp;Folder…</source>
        <translation>Aus einem &amp;Ordner…</translation>
    </message>
    <message>
        <source>From a &amp;Zip File…</source>
        <translation>Aus einer &amp;ZIP-Datei…</translation>
    </message>
    <message>
        <source>Install a Plug-in</source>
        <translation>Plug-in installieren</translation>
    </message>
    <message>
        <source>It can do anything on this computer that you can. Enable it only if you trust where it came from.

From: {publisher}
Folder: {folder}
SHA-256 of its files:
{hash}</source>
        <translation>Es darf dann auf diesem Computer alles, was Sie dürfen. Nur aktivieren, wenn die Herkunft vertrauenswürdig ist.

Herkunft: {publisher}
Ordner: {folder}
SHA-256 der Dateien:
{hash}</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Leave Off</source>
        <translation>Nicht aktivieren</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Plug-ins</source>
        <translation>Plug-ins</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the plug-in “{name}”?</source>
        <translation>Das Plug-in „{name}“ entfernen?</translation>
    </message>
    <message>
        <source>Select a plug-in.</source>
        <translation>Ein Plug-in auswählen.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>The plug-in cannot be read: {reason}</source>
        <translation>Das Plug-in kann nicht gelesen werden: {reason}</translation>
    </message>
    <message>
        <source>This folder is deleted: {folder}</source>
        <translation>Dieser Ordner wird gelöscht: {folder}</translation>
    </message>
    <message>
        <source>This plug-in is known to do harm and stays off: {reason}</source>
        <translation>Dieses Plug-in ist als schädlich bekannt und bleibt aus: {reason}</translation>
    </message>
    <message>
        <source>This plug-in is part of the program.</source>
        <translation>Dieses Plug-in gehört zum Programm.</translation>
    </message>
    <message>
        <source>This plug-in was installed by pip, which also removes it.</source>
        <translation>Dieses Plug-in wurde von pip installiert, das es auch wieder entfernt.</translation>
    </message>
    <message>
        <source>Trust and Enable</source>
        <translation>Vertrauen und aktivieren</translation>
    </message>
    <message>
        <source>Why it is off</source>
        <translation>Warum deaktiviert</translation>
    </message>
    <message>
        <source>Zip files (*.zip)</source>
        <translation>ZIP-Dateien (*.zip)</translation>
    </message>
    <message>
        <source>an installed package</source>
        <translation>ein installiertes Paket</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>this program</source>
        <translation>dieses Programm</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>your plug-in folder</source>
        <translation>der eigene Plug-in-Ordner</translation>
    </message>
    <message>
        <source>“{name}” is installed. It is off until you enable it.</source>
        <translation>„{name}“ ist installiert und bleibt aus, bis es aktiviert wird.</translation>
    </message>
</context>
<context>
    <name>PresetsDialog</name>
    <message>
        <source>&amp;Apply to the Photo</source>
        <translation>Auf das Foto &amp;anwenden</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Löschen…</translation>
    </message>
    <message>
        <source>&amp;Keep the choices of the photo as a preset:</source>
        <translation>Einstellungen des Fotos als &amp;Vorgabe behalten:</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>&amp;Ersetzen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Batches, the command line and photo editors take them, too.</source>
        <translation>Auch Stapel, die Befehlszeile und Fotoprogramme nehmen sie.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete the preset {name}?</source>
        <translation>Die Vorgabe {name} löschen?</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Photos that were deblurred with it stay as they are.</source>
        <translation>Damit bearbeitete Fotos bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Vorgaben</translation>
    </message>
    <message>
        <source>The preset cannot be deleted ({reason}).</source>
        <translation>Die Vorgabe kann nicht gelöscht werden ({reason}).</translation>
    </message>
    <message>
        <source>The preset cannot be kept ({reason}).</source>
        <translation>Die Vorgabe kann nicht gespeichert werden ({reason}).</translation>
    </message>
    <message>
        <source>There are no presets yet.</source>
        <translation>Es gibt noch keine Vorgaben.</translation>
    </message>
    <message>
        <source>This cannot be the name of a preset.</source>
        <translation>So kann eine Vorgabe nicht heißen.</translation>
    </message>
    <message>
        <source>Use letters, digits, spaces and signs.</source>
        <translation>Nehmen Sie Buchstaben, Ziffern, Leerzeichen und Zeichen.</translation>
    </message>
    <message>
        <source>What the preset chooses</source>
        <translation>Was die Vorgabe einstellt</translation>
    </message>
    <message>
        <source>Write a name first.</source>
        <translation>Schreiben Sie zuerst einen Namen.</translation>
    </message>
</context>
<context>
    <name>PresetsMenu</name>
    <message>
        <source>&amp;Presets…</source>
        <translation>&amp;Vorgaben…</translation>
    </message>
    <message>
        <source>No presets</source>
        <translation>Keine Vorgaben</translation>
    </message>
    <message>
        <source>P&amp;resets</source>
        <translation>V&amp;orgaben</translation>
    </message>
</context>
<context>
    <name>Previewer</name>
    <message>
        <source>No preview: {reason}</source>
        <translation>Keine Vorschau: {reason}</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel All</source>
        <translation>Alle abbrechen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Count photos</source>
        <translation>Fotos zählen</translation>
    </message>
    <message>
        <source>Deblur</source>
        <translation>Schärfen</translation>
    </message>
    <message>
        <source>Diagnose</source>
        <translation>Untersuchen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>Modell importieren</translation>
    </message>
    <message>
        <source>Install a model</source>
        <translation>Modell installieren</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Look for devices</source>
        <translation>Geräte suchen</translation>
    </message>
    <message>
        <source>Move Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Move Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Nothing runs and nothing waits.</source>
        <translation>Nichts läuft und nichts wartet.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open a result</source>
        <translation>Ergebnis öffnen</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Select a job that has not ended.</source>
        <translation>Einen Auftrag auswählen, der nicht beendet ist.</translation>
    </message>
    <message>
        <source>Select a job that waits and has others to go past.</source>
        <translation>Einen wartenden Auftrag auswählen, der andere überholen kann.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>{percent} %, {time} left</source>
        <translation>{percent} %, noch {time}</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message>
        <source>EXIF data</source>
        <translation>EXIF-Daten</translation>
    </message>
    <message>
        <source>GPS position</source>
        <translation>GPS-Position</translation>
    </message>
    <message>
        <source>IPTC data</source>
        <translation>IPTC-Daten</translation>
    </message>
    <message>
        <source>Kept: {things}.</source>
        <translation>Erhalten: {things}.</translation>
    </message>
    <message>
        <source>Lost: {things}.</source>
        <translation>Verloren: {things}.</translation>
    </message>
    <message>
        <source>Made by {model}, amount {strength} %.</source>
        <translation>Mit {model} erstellt, Betrag {strength} %.</translation>
    </message>
    <message>
        <source>Outside of the selection every pixel is as it was.</source>
        <translation>Außerhalb der Auswahl ist jedes Pixel, wie es war.</translation>
    </message>
    <message>
        <source>Pixels outside of the selection have changed!</source>
        <translation>Pixel außerhalb der Auswahl haben sich verändert!</translation>
    </message>
    <message>
        <source>Saved and checked: {name}</source>
        <translation>Gespeichert und geprüft: {name}</translation>
    </message>
    <message>
        <source>The file tells how it was made.</source>
        <translation>Die Datei enthält, wie sie entstanden ist.</translation>
    </message>
    <message>
        <source>The model failed on {count} tiles; they are as they were.</source>
        <translation>Das Modell scheiterte an {count} Kacheln; sie sind, wie sie waren.</translation>
    </message>
    <message>
        <source>XMP data</source>
        <translation>XMP-Daten</translation>
    </message>
    <message>
        <source>color description</source>
        <translation>Farbbeschreibung</translation>
    </message>
    <message>
        <source>color profile</source>
        <translation>Farbprofil</translation>
    </message>
    <message>
        <source>maker notes</source>
        <translation>Herstellerangaben</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>{width} × {height} px, {bits} bit.</source>
        <translation>{width} × {height} px, {bits} Bit.</translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message>
        <source>&amp;Clear</source>
        <translation>&amp;Leeren</translation>
    </message>
    <message>
        <source>No recent photos</source>
        <translation>Keine zuletzt geöffneten Fotos</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
</context>
<context>
    <name>RecipeBox</name>
    <message>
        <source>Automatic: as the blur of each photo asks for</source>
        <translation>Automatisch: wie es die Unschärfe jedes Fotos verlangt</translation>
    </message>
</context>
<context>
    <name>RegionPanel</name>
    <message>
        <source>A selection of {width} × {height} px.</source>
        <translation>Eine Auswahl von {width} × {height} px.</translation>
    </message>
    <message>
        <source>A soft brush fades towards its edge.</source>
        <translation>Ein weicher Pinsel läuft zum Rand hin aus.</translation>
    </message>
    <message>
        <source>Brush hardness</source>
        <translation>Pinselhärte</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>Pinselgröße</translation>
    </message>
    <message>
        <source>Feather</source>
        <translation>Weiche Kante</translation>
    </message>
    <message>
        <source>How wide the soft edge inside the selection is.</source>
        <translation>Wie breit die weiche Kante innerhalb der Auswahl ist.</translation>
    </message>
    <message>
        <source>In pixels of the photo.</source>
        <translation>In Pixeln des Fotos.</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>The whole photo. Draw with a tool to restore a part.</source>
        <translation>Das ganze Foto. Mit einem Werkzeug zeichnen, um nur einen Teil zu schärfen.</translation>
    </message>
</context>
<context>
    <name>ResultPanel</name>
    <message>
        <source>Changed since it was saved.</source>
        <translation>Seit dem Speichern verändert.</translation>
    </message>
    <message>
        <source>Compare Models…</source>
        <translation>Modelle vergleichen…</translation>
    </message>
    <message>
        <source>Copy the Receipt</source>
        <translation>Protokoll kopieren</translation>
    </message>
    <message>
        <source>Deblur the photo again, with this model.</source>
        <translation>Das Foto noch einmal schärfen, mit diesem Modell.</translation>
    </message>
    <message>
        <source>Import a Model…</source>
        <translation>Modell importieren…</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>No improvement was measured. The original may be the better one.</source>
        <translation>Es wurde keine Verbesserung gemessen. Vielleicht ist das Original besser.</translation>
    </message>
    <message>
        <source>No improvement was measured. The photo looked sharp before.</source>
        <translation>Es wurde keine Verbesserung gemessen. Das Foto sah schon vorher scharf aus.</translation>
    </message>
    <message>
        <source>Not saved yet.</source>
        <translation>Noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Show in Folder</source>
        <translation>Im Ordner anzeigen</translation>
    </message>
    <message>
        <source>Try {name}</source>
        <translation>{name} ausprobieren</translation>
    </message>
</context>
<context>
    <name>Rows</name>
    <message>
        <source>Deblurring, {percent} %</source>
        <translation>Schärfen, {percent} %</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
</context>
<context>
    <name>RunMenu</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Deblur</source>
        <translation>&amp;Schärfen</translation>
    </message>
    <message>
        <source>&amp;Deblur Selection</source>
        <translation>Auswahl &amp;schärfen</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>&amp;Warteschlange</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>Aus&amp;führen</translation>
    </message>
    <message>
        <source>No model fits the blur found; choose one in the Model panel.</source>
        <translation>Kein Modell passt zur gefundenen Unschärfe; im Bereich „Modell“ eines wählen.</translation>
    </message>
    <message>
        <source>Nothing is running.</source>
        <translation>Es läuft nichts.</translation>
    </message>
    <message>
        <source>This photo is being deblurred already.</source>
        <translation>Dieses Foto wird bereits geschärft.</translation>
    </message>
</context>
<context>
    <name>Screen</name>
    <message>
        <source>Not a color profile of a screen: {path}</source>
        <translation>Kein Farbprofil eines Bildschirms: {path}</translation>
    </message>
</context>
<context>
    <name>SelectMenu</name>
    <message>
        <source>&amp;Deselect</source>
        <translation>Auswahl auf&amp;heben</translation>
    </message>
    <message>
        <source>&amp;Grow Selection</source>
        <translation>Auswahl &amp;erweitern</translation>
    </message>
    <message>
        <source>&amp;Invert Selection</source>
        <translation>Auswahl &amp;umkehren</translation>
    </message>
    <message>
        <source>&amp;Select</source>
        <translation>Au&amp;swahl</translation>
    </message>
    <message>
        <source>Deselect</source>
        <translation>Auswahl aufheben</translation>
    </message>
    <message>
        <source>Feather</source>
        <translation>Weiche Kante</translation>
    </message>
    <message>
        <source>Grow Selection</source>
        <translation>Auswahl erweitern</translation>
    </message>
    <message>
        <source>Invert Selection</source>
        <translation>Auswahl umkehren</translation>
    </message>
    <message>
        <source>Less Fea&amp;ther</source>
        <translation>Weiche Kante &amp;kleiner</translation>
    </message>
    <message>
        <source>More &amp;Feather</source>
        <translation>Weiche Kante &amp;größer</translation>
    </message>
    <message>
        <source>S&amp;hrink Selection</source>
        <translation>Auswahl &amp;verkleinern</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>Select &amp;Blurred Areas</source>
        <translation>Unscharfe &amp;Bereiche auswählen</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Select Blurred Areas</source>
        <translation>Unscharfe Bereiche auswählen</translation>
    </message>
    <message>
        <source>Shrink Selection</source>
        <translation>Auswahl verkleinern</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>installed: {name}</source>
        <translation>Installiert: {name}</translation>
    </message>
    <message>
        <source>no photo was found there</source>
        <translation>Dort wurde kein Foto gefunden</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Add a number to the name</source>
        <translation>Nummer an den Namen anhängen</translation>
    </message>
    <message>
        <source>An original is never replaced.</source>
        <translation>Ein Original wird nie ersetzt.</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Colors of the screen</source>
        <translation>Farben des Bildschirms</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Deblurs the visible part by itself, from 100 % zoom on.</source>
        <translation>Schärft ab 100 % Zoom den sichtbaren Teil von selbst.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>If the result exists</source>
        <translation>Wenn das Ergebnis schon existiert</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Move the old one to the trash</source>
        <translation>Altes in den Papierkorb verschieben</translation>
    </message>
    <message>
        <source>Notify when done</source>
        <translation>Benachrichtigen, wenn fertig</translation>
    </message>
    <message>
        <source>Photos are always judged before the same gray.</source>
        <translation>Fotos werden immer vor demselben Grau beurteilt.</translation>
    </message>
    <message>
        <source>Preview what is seen</source>
        <translation>Vorschau des Sichtbaren</translation>
    </message>
    <message>
        <source>Save nothing</source>
        <translation>Nichts speichern</translation>
    </message>
    <message>
        <source>Takes effect when the program is started again.</source>
        <translation>Wird beim nächsten Programmstart wirksam.</translation>
    </message>
    <message>
        <source>Tells of a finished run while the window is not in use.</source>
        <translation>Meldet einen beendeten Lauf, während das Fenster nicht benutzt wird.</translation>
    </message>
    <message>
        <source>What photos are shown in: auto, srgb, or an ICC file.</source>
        <translation>Worin Fotos gezeigt werden: auto, srgb oder eine ICC-Datei.</translation>
    </message>
    <message>
        <source>Where the network runs: auto, cpu, cuda or cuda:1.</source>
        <translation>Wo das Netz läuft: auto, cpu, cuda oder cuda:1.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>The settings cannot be stored: {reason}</source>
        <translation>Die Einstellungen können nicht gespeichert werden: {reason}</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>&amp;Press other keys:</source>
        <translation>&amp;Andere Tasten drücken:</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
    <message>
        <source>1 to 9</source>
        <translation>1 bis 9</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Choose a model on the contact sheet</source>
        <translation>Ein Modell auf dem Kontaktbogen wählen</translation>
    </message>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Keys of the selected action</source>
        <translation>Tasten der ausgewählten Aktion</translation>
    </message>
    <message>
        <source>Mouse wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>Pan while held</source>
        <translation>Verschieben, solange gedrückt</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search actions and keys</source>
        <translation>Aktionen und Tasten suchen</translation>
    </message>
    <message>
        <source>Select an action to change its keys.</source>
        <translation>Eine Aktion auswählen, um ihre Tasten zu ändern.</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Show the original while held</source>
        <translation>Original zeigen, solange gedrückt</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>Am Mauszeiger zoomen</translation>
    </message>
    <message>
        <source>\ or Tab</source>
        <translation>\ oder Tabulator</translation>
    </message>
    <message>
        <source>{keys} is for the photo itself.</source>
        <translation>{keys} ist für das Foto selbst bestimmt.</translation>
    </message>
    <message>
        <source>{keys} stands for “{action}” already. Give that other keys first.</source>
        <translation>{keys} steht bereits für „{action}“. Dieser Aktion zuerst andere Tasten geben.</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
</context>
<context>
    <name>Stages</name>
    <message>
        <source>checking the file…</source>
        <translation>Datei wird geprüft…</translation>
    </message>
    <message>
        <source>copying…</source>
        <translation>wird kopiert…</translation>
    </message>
    <message>
        <source>deblurring…</source>
        <translation>wird geschärft…</translation>
    </message>
    <message>
        <source>fetching the file…</source>
        <translation>die Datei wird geladen…</translation>
    </message>
    <message>
        <source>finishing…</source>
        <translation>wird abgeschlossen…</translation>
    </message>
    <message>
        <source>looking for devices…</source>
        <translation>Geräte werden gesucht…</translation>
    </message>
    <message>
        <source>looking…</source>
        <translation>wird untersucht…</translation>
    </message>
    <message>
        <source>memory is short, deblurring in smaller tiles…</source>
        <translation>wenig Speicher, wird in kleineren Kacheln geschärft…</translation>
    </message>
    <message>
        <source>preparing the model…</source>
        <translation>Modell wird vorbereitet…</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>wird gelesen…</translation>
    </message>
    <message>
        <source>saving…</source>
        <translation>wird gespeichert…</translation>
    </message>
    <message>
        <source>starting…</source>
        <translation>wird gestartet…</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Batch: {time}</source>
        <translation>Stapel: {time}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Colors are converted for the screen.</source>
        <translation>Farben werden für den Bildschirm umgerechnet.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>estimating…</source>
        <translation>wird geschätzt…</translation>
    </message>
    <message>
        <source>gray</source>
        <translation>Graustufen</translation>
    </message>
    <message>
        <source>no color profile</source>
        <translation>kein Farbprofil</translation>
    </message>
    <message>
        <source>preparing the model…</source>
        <translation>Modell wird vorbereitet…</translation>
    </message>
    <message>
        <source>{bits} bit</source>
        <translation>{bits} Bit</translation>
    </message>
    <message>
        <source>{profile} view</source>
        <translation>Ansicht: {profile}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
</context>
<context>
    <name>StrengthPanel</name>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>How much of the finest detail comes from the model, also after the run.</source>
        <translation>Wie viel der feinsten Details vom Modell stammt, auch nach dem Lauf.</translation>
    </message>
    <message>
        <source>How much of the model&apos;s change is applied, also after the run.</source>
        <translation>Wie viel von der Änderung des Modells angewendet wird, auch nach dem Lauf.</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Texture</source>
        <translation>Struktur</translation>
    </message>
</context>
<context>
    <name>Tool</name>
    <message>
        <source>&amp;Brush</source>
        <translation>Pi&amp;nsel</translation>
    </message>
    <message>
        <source>&amp;Eraser</source>
        <translation>Ra&amp;dierer</translation>
    </message>
    <message>
        <source>&amp;Lasso</source>
        <translation>&amp;Lasso</translation>
    </message>
    <message>
        <source>&amp;Pan</source>
        <translation>&amp;Hand</translation>
    </message>
    <message>
        <source>&amp;Rectangle</source>
        <translation>&amp;Rechteck</translation>
    </message>
    <message>
        <source>Pol&amp;ygon</source>
        <translation>&amp;Polygon</translation>
    </message>
</context>
<context>
    <name>ToolsMenu</name>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Werkzeuge</translation>
    </message>
    <message>
        <source>Lar&amp;ger Brush</source>
        <translation>&amp;Größerer Pinsel</translation>
    </message>
    <message>
        <source>S&amp;maller Brush</source>
        <translation>&amp;Kleinerer Pinsel</translation>
    </message>
    <message>
        <source>S&amp;wap Brush and Eraser</source>
        <translation>Pinsel und Radierer &amp;tauschen</translation>
    </message>
</context>
<context>
    <name>ViewMenu</name>
    <message>
        <source>&amp;100 %</source>
        <translation>&amp;100 %</translation>
    </message>
    <message>
        <source>&amp;200 %</source>
        <translation>&amp;200 %</translation>
    </message>
    <message>
        <source>&amp;After</source>
        <translation>&amp;Nachher</translation>
    </message>
    <message>
        <source>&amp;Flicker</source>
        <translation>&amp;Wechseln</translation>
    </message>
    <message>
        <source>&amp;Loupe</source>
        <translation>&amp;Lupe</translation>
    </message>
    <message>
        <source>&amp;Next Photo</source>
        <translation>Nächstes &amp;Foto</translation>
    </message>
    <message>
        <source>&amp;Previous Photo</source>
        <translation>Vo&amp;rheriges Foto</translation>
    </message>
    <message>
        <source>&amp;Split</source>
        <translation>&amp;Geteilt</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Blur &amp;Map</source>
        <translation>&amp;Unschärfekarte</translation>
    </message>
    <message>
        <source>Deblu&amp;r Panel</source>
        <translation>Schä&amp;rfen-Leiste</translation>
    </message>
    <message>
        <source>Fi&amp;t</source>
        <translation>E&amp;inpassen</translation>
    </message>
    <message>
        <source>P&amp;hotos Panel</source>
        <translation>&amp;Fotoleiste</translation>
    </message>
    <message>
        <source>Show Mas&amp;k</source>
        <translation>&amp;Maske anzeigen</translation>
    </message>
    <message>
        <source>Side &amp;by Side</source>
        <translation>Neben&amp;einander</translation>
    </message>
    <message>
        <source>This is the first photo.</source>
        <translation>Dies ist das erste Foto.</translation>
    </message>
    <message>
        <source>This is the last photo.</source>
        <translation>Dies ist das letzte Foto.</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>&amp;Vergrößern</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>Sharper by {sharper} %; less than 1 % of the picture changed.</source>
        <translation>Um {sharper} % schärfer; weniger als 1 % des Bildes wurde verändert.</translation>
    </message>
    <message>
        <source>Sharper by {sharper} %; {changed} % of the picture changed.</source>
        <translation>Um {sharper} % schärfer; {changed} % des Bildes wurden verändert.</translation>
    </message>
    <message>
        <source>{number} h</source>
        <translation>{number} h</translation>
    </message>
    <message>
        <source>{number} min</source>
        <translation>{number} min</translation>
    </message>
    <message>
        <source>{number} s</source>
        <translation>{number} s</translation>
    </message>
</context>
</TS>
