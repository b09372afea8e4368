<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW">
<context>
    <name>AboutDialog</name>
    <message>
        <source>&amp;Copy</source>
        <translation>複製(&amp;C)</translation>
    </message>
    <message>
        <source>About Deblur Desktop</source>
        <translation>關於 Deblur Desktop</translation>
    </message>
    <message>
        <source>Copy the versions, for a report.</source>
        <translation>複製版本資訊，供回報問題時使用。</translation>
    </message>
    <message>
        <source>Deblur Desktop</source>
        <translation>Deblur Desktop</translation>
    </message>
    <message>
        <source>Version {version}. A blurred photo in, a sharp photo out, nothing else changed.

Licensed under Apache-2.0. It uses Qt under the LGPL, version 3. Each model has a license of its own, which the list of models shows.</source>
        <translation>版本 {version}。模糊的相片進來，清晰的相片出去，其餘一概不變。

以 Apache-2.0 授權釋出，並依 LGPL 第 3 版使用 Qt。每個模型各有授權條款，請見模型清單。</translation>
    </message>
    <message>
        <source>Versions and licenses</source>
        <translation>版本與授權</translation>
    </message>
</context>
<context>
    <name>AdvancedPanel</name>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>裝置</translation>
    </message>
    <message>
        <source>How exactly the model computes. Fast needs half the memory; the difference is rarely seen.</source>
        <translation>模型計算的精確程度。「快速」只需一半的記憶體，差異幾乎看不出來。</translation>
    </message>
    <message>
        <source>How far neighboring tiles reach into each other. Automatic takes enough for the blur found; more takes longer.</source>
        <translation>相鄰圖塊互相重疊的範圍。自動會依找到的模糊取足夠的範圍；越大越久。</translation>
    </message>
    <message>
        <source>Keep mean colors</source>
        <translation>保持平均色彩</translation>
    </message>
    <message>
        <source>Keeps the mean color of each small part as it is in the photo, whatever the model makes of it.</source>
        <translation>無論模型如何處理，每個小區塊的平均色彩都保持與相片相同。</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重疊</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精確度</translation>
    </message>
    <message>
        <source>Runs with</source>
        <translation>執行方式</translation>
    </message>
    <message>
        <source>The model works on square tiles, one after the other. Small ones need less memory, large ones are a little faster. Some models take only some of the sizes.</source>
        <translation>模型會逐一處理正方形圖塊。圖塊小則省記憶體，圖塊大則稍快。部分模型只接受其中幾種大小。</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>圖塊</translation>
    </message>
    <message>
        <source>What runs the model. Automatic takes what was measured to be faster here.</source>
        <translation>用什麼執行模型。自動採用在此電腦上實測較快的方式。</translation>
    </message>
    <message>
        <source>Where the model runs, for all photos.</source>
        <translation>執行模型的裝置，適用於所有相片。</translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>Deblurred: {names}</source>
        <translation>已去模糊：{names}</translation>
    </message>
    <message>
        <source>Deblurring failed</source>
        <translation>去模糊失敗</translation>
    </message>
    <message>
        <source>Deblurring is done</source>
        <translation>去模糊完成</translation>
    </message>
    <message>
        <source>Failed: {names}</source>
        <translation>失敗：{names}</translation>
    </message>
    <message>
        <source>The batch has stopped</source>
        <translation>批次已停止</translation>
    </message>
    <message>
        <source>The batch is done</source>
        <translation>批次已完成</translation>
    </message>
    <message>
        <source>{count} photos</source>
        <translation>{count} 張相片</translation>
    </message>
</context>
<context>
    <name>BatchMenu</name>
    <message>
        <source>&amp;Batch</source>
        <translation>批次(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Batches…</source>
        <translation>批次清單(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;New Batch…</source>
        <translation>新增批次(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Pause the Batch</source>
        <translation>暫停批次(&amp;P)</translation>
    </message>
    <message>
        <source>All photos of “{folder}” can be deblurred as a batch.</source>
        <translation>「{folder}」中的所有相片可以批次去模糊。</translation>
    </message>
    <message>
        <source>New Batch…</source>
        <translation>新增批次…</translation>
    </message>
    <message>
        <source>No batch is running in this window.</source>
        <translation>此視窗沒有正在執行的批次。</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>繼續</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>顯示</translation>
    </message>
    <message>
        <source>The batch {id} is done: {counts}.</source>
        <translation>批次 {id} 已完成：{counts}。</translation>
    </message>
    <message>
        <source>The batch {id} is not finished. Photos to do: {count}.</source>
        <translation>批次 {id} 尚未完成。待處理相片：{count}。</translation>
    </message>
</context>
<context>
    <name>BatchTold</name>
    <message>
        <source>A batch with a chosen model restores it all the same.</source>
        <translation>若為批次指定模型，仍會還原此照片。</translation>
    </message>
    <message>
        <source>Being saved</source>
        <translation>儲存中</translation>
    </message>
    <message>
        <source>Being worked on</source>
        <translation>處理中</translation>
    </message>
    <message>
        <source>Crashed the worker</source>
        <translation>導致處理程序當機</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Import one that does, or choose a model for the batch.</source>
        <translation>請匯入適合的模型，或為批次指定模型。</translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation>維持原狀</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>已略過</translation>
    </message>
    <message>
        <source>No improvement was measured, so nothing was written.</source>
        <translation>沒有測得改善，因此未寫入任何檔案。</translation>
    </message>
    <message>
        <source>No improvement was measured.</source>
        <translation>沒有測得改善。</translation>
    </message>
    <message>
        <source>No installed model removes this kind of blur.</source>
        <translation>已安裝的模型都無法去除這種模糊。</translation>
    </message>
    <message>
        <source>Not improved</source>
        <translation>未改善</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暫停</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>已還原</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>執行中</translation>
    </message>
    <message>
        <source>Running elsewhere</source>
        <translation>在別處執行中</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>啟動中</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>The photo looks sharp, so nothing was written.</source>
        <translation>照片看起來是清晰的，因此未寫入任何檔案。</translation>
    </message>
    <message>
        <source>This program made it, so it was left alone.</source>
        <translation>這是本程式產生的照片，因此保持原樣。</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Waiting: {reason}</source>
        <translation>等待中：{reason}</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>約剩 {time}</translation>
    </message>
    <message>
        <source>more are being found</source>
        <translation>仍在尋找更多</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} 失敗</translation>
    </message>
    <message>
        <source>{count} left out</source>
        <translation>{count} 已略過</translation>
    </message>
    <message>
        <source>{count} restored</source>
        <translation>{count} 張已還原</translation>
    </message>
    <message>
        <source>{count} to do</source>
        <translation>{count} 待處理</translation>
    </message>
    <message>
        <source>{count} unchanged</source>
        <translation>{count} 張未變更</translation>
    </message>
</context>
<context>
    <name>BatchesDialog</name>
    <message>
        <source>&amp;Compare</source>
        <translation>比較(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Leave Out</source>
        <translation>略過(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;New Batch…</source>
        <translation>新增批次(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暫停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>繼續(&amp;R)</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Begin a batch first.</source>
        <translation>請先開始一個批次。</translation>
    </message>
    <message>
        <source>For&amp;get…</source>
        <translation>忘記(&amp;G)…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘記</translation>
    </message>
    <message>
        <source>Forget the batch {id}?</source>
        <translation>要忘記批次 {id} 嗎？</translation>
    </message>
    <message>
        <source>It is being worked on.</source>
        <translation>正在處理中。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Nobody works on this batch.</source>
        <translation>目前沒有程序在處理此批次。</translation>
    </message>
    <message>
        <source>Nothing failed.</source>
        <translation>沒有失敗的項目。</translation>
    </message>
    <message>
        <source>Nothing is left to do.</source>
        <translation>沒有待處理的項目。</translation>
    </message>
    <message>
        <source>Pause it first.</source>
        <translation>請先暫停。</translation>
    </message>
    <message>
        <source>Photos and results stay where they are. It cannot be resumed any more.</source>
        <translation>照片與結果都會保留在原處，但批次無法再繼續。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進度</translation>
    </message>
    <message>
        <source>Rep&amp;ort…</source>
        <translation>報告(&amp;O)…</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>報告</translation>
    </message>
    <message>
        <source>Reports (*.html *.csv *.json)</source>
        <translation>報告 (*.html *.csv *.json)</translation>
    </message>
    <message>
        <source>Retry &amp;Failed</source>
        <translation>重試失敗項目(&amp;F)</translation>
    </message>
    <message>
        <source>Select one photo that has a result.</source>
        <translation>請選取一張已有結果的相片。</translation>
    </message>
    <message>
        <source>Select photos first.</source>
        <translation>請先選取相片。</translation>
    </message>
    <message>
        <source>Select photos that are not done yet.</source>
        <translation>請選取尚未完成的相片。</translation>
    </message>
    <message>
        <source>Show in &amp;Folder</source>
        <translation>在資料夾中顯示(&amp;F)</translation>
    </message>
    <message>
        <source>The report is written: {path}</source>
        <translation>報告已寫入：{path}</translation>
    </message>
    <message>
        <source>There are no batches.</source>
        <translation>沒有批次。</translation>
    </message>
    <message>
        <source>What failed is done again.</source>
        <translation>失敗的項目將重新處理。</translation>
    </message>
    <message>
        <source>{batch} (not finished)</source>
        <translation>{batch}（尚未完成）</translation>
    </message>
</context>
<context>
    <name>Blur</name>
    <message>
        <source>radius {radius} px</source>
        <translation>半徑 {radius} px</translation>
    </message>
    <message>
        <source>{length} px, {angle}°</source>
        <translation>{length} px，{angle}°</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Photo</source>
        <translation>相片</translation>
    </message>
</context>
<context>
    <name>Cell</name>
    <message>
        <source>Choose</source>
        <translation>選擇</translation>
    </message>
    <message>
        <source>Choose {name}</source>
        <translation>選擇{name}</translation>
    </message>
    <message>
        <source>There is nothing to choose yet.</source>
        <translation>目前還沒有可選擇的結果。</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>Amount</source>
        <translation>程度</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Exact (fp32)</source>
        <translation>精確 (fp32)</translation>
    </message>
    <message>
        <source>Fast (bf16)</source>
        <translation>快速 (bf16)</translation>
    </message>
    <message>
        <source>Fast (fp16)</source>
        <translation>快速 (fp16)</translation>
    </message>
    <message>
        <source>Mean colors may change.</source>
        <translation>平均色彩可能改變。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重疊</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精確度</translation>
    </message>
    <message>
        <source>Runs with</source>
        <translation>執行方式</translation>
    </message>
    <message>
        <source>Texture</source>
        <translation>紋理</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>圖塊</translation>
    </message>
    <message>
        <source>a model for the blur found</source>
        <translation>適合所找到模糊的模型</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}：{value}</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Command</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>想做什麼？</translation>
    </message>
</context>
<context>
    <name>ContactSheet</name>
    <message>
        <source>&amp;Blind</source>
        <translation>盲測(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>符合視窗(&amp;F)</translation>
    </message>
    <message>
        <source>Choose the models to compare.</source>
        <translation>選擇要比較的模型。</translation>
    </message>
    <message>
        <source>Compare Models</source>
        <translation>比較模型</translation>
    </message>
    <message>
        <source>Failed: {reason}</source>
        <translation>失敗：{reason}</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原圖</translation>
    </message>
    <message>
        <source>Press the number of the best picture. Wheel and mouse move all pictures.</source>
        <translation>按下最佳影像的編號。滾輪與滑鼠會同時移動所有影像。</translation>
    </message>
    <message>
        <source>Shuffle the pictures and hide their names.</source>
        <translation>打亂影像順序並隱藏名稱。</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>已選擇</translation>
    </message>
    <message>
        <source>waiting…</source>
        <translation>等待中…</translation>
    </message>
    <message>
        <source>{number}: {name}</source>
        <translation>{number}：{name}</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>&amp;Copy Report</source>
        <translation>複製報告(&amp;C)</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>報告</translation>
    </message>
    <message>
        <source>Something Went Wrong</source>
        <translation>發生錯誤</translation>
    </message>
    <message>
        <source>The program made a mistake. Your photos are unharmed, and you can go on; save your results soon. The report below holds no photo and no folder names.</source>
        <translation>程式發生錯誤。您的相片沒有受損，可以繼續操作，但請盡快儲存結果。以下報告不包含相片，也不包含資料夾名稱。</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Deblur the photo first.</source>
        <translation>請先對相片去模糊。</translation>
    </message>
    <message>
        <source>Its model is not installed: {model}.</source>
        <translation>其模型尚未安裝：{model}。</translation>
    </message>
    <message>
        <source>Open a photo first.</source>
        <translation>請先開啟相片。</translation>
    </message>
    <message>
        <source>Select something first.</source>
        <translation>請先選取範圍。</translation>
    </message>
    <message>
        <source>The blur is still being looked at.</source>
        <translation>仍在分析模糊。</translation>
    </message>
</context>
<context>
    <name>DiagnosisPanel</name>
    <message>
        <source>Diagnosis</source>
        <translation>診斷</translation>
    </message>
    <message>
        <source>Looking at the blur…</source>
        <translation>正在分析模糊…</translation>
    </message>
    <message>
        <source>Motion blur, about {length} px at {angle}°. {sure} % sure.</source>
        <translation>動態模糊，約 {length} px，角度 {angle}°。信心 {sure}%。</translation>
    </message>
    <message>
        <source>Open a photo, and its blur is measured.</source>
        <translation>開啟相片後，便會測量其模糊程度。</translation>
    </message>
    <message>
        <source>Out of focus, radius about {radius} px. {sure} % sure.</source>
        <translation>失焦，半徑約 {radius} px。信心 {sure}%。</translation>
    </message>
    <message>
        <source>Sharp: leave it as it is.</source>
        <translation>清晰：維持原樣即可。</translation>
    </message>
    <message>
        <source>The photo could not be looked at.</source>
        <translation>無法分析這張相片。</translation>
    </message>
    <message>
        <source>Too little detail or too much noise to tell.</source>
        <translation>細節太少或雜訊太多，無法判斷。</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>Deblur</source>
        <translation>去模糊</translation>
    </message>
    <message>
        <source>Preset {name}</source>
        <translation>預設組 {name}</translation>
    </message>
</context>
<context>
    <name>DocumentPanel</name>
    <message>
        <source>Open a photo first.</source>
        <translation>請先開啟相片。</translation>
    </message>
</context>
<context>
    <name>DropHint</name>
    <message>
        <source>Drop to open</source>
        <translation>放開即可開啟</translation>
    </message>
</context>
<context>
    <name>EditMenu</name>
    <message>
        <source>&amp;Copy</source>
        <translation>複製(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編輯(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>貼上(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>設定(&amp;S)…</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>沒有可重做的動作。</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>沒有可復原的動作。</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Compare, set the strength, save. The original is never touched.</source>
        <translation>比較、調整強度，然後儲存。原檔絕不會被更動。</translation>
    </message>
    <message>
        <source>Drop a blurred photo here</source>
        <translation>將模糊的相片拖放到這裡</translation>
    </message>
    <message>
        <source>Open Photo…</source>
        <translation>開啟相片…</translation>
    </message>
    <message>
        <source>Open a photo or a folder; its blur is measured.</source>
        <translation>開啟相片或資料夾，系統會測量模糊程度。</translation>
    </message>
    <message>
        <source>Press Deblur, for the whole photo or a part that you select.</source>
        <translation>按下「去模糊」，處理整張相片或選取的部分。</translation>
    </message>
    <message>
        <source>Recent photos</source>
        <translation>最近的相片</translation>
    </message>
    <message>
        <source>Try a Sample Photo</source>
        <translation>試用範例相片</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Another process works on this batch.</source>
        <translation>另一個程序正在處理此批次。</translation>
    </message>
    <message>
        <source>Ask its authors for a file in the safetensors format.</source>
        <translation>請向作者索取 safetensors 格式的檔案。</translation>
    </message>
    <message>
        <source>Choose another device under Advanced.</source>
        <translation>請在「進階」中選擇其他裝置。</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>請選擇其他資料夾。</translation>
    </message>
    <message>
        <source>Choose another model or device.</source>
        <translation>請選擇其他模型或裝置。</translation>
    </message>
    <message>
        <source>Choose another model, and tell the author of the plug-in.</source>
        <translation>請選擇其他模型，並告知外掛作者。</translation>
    </message>
    <message>
        <source>Choose another model, or select another part.</source>
        <translation>請選擇其他模型，或選取其他部分。</translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation>請選擇其他模型。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>請選擇其他名稱。</translation>
    </message>
    <message>
        <source>Close other programs, or choose the CPU under Advanced.</source>
        <translation>請關閉其他程式，或在「進階」中選擇 CPU。</translation>
    </message>
    <message>
        <source>Convert it to TIFF or PNG first.</source>
        <translation>請先轉換為 TIFF 或 PNG。</translation>
    </message>
    <message>
        <source>Copy it again from the camera or from a backup.</source>
        <translation>請從相機或備份重新複製。</translation>
    </message>
    <message>
        <source>Free some space on it and try again.</source>
        <translation>請騰出一些空間後再試一次。</translation>
    </message>
    <message>
        <source>Free some space on the disk of the program&apos;s own folder.</source>
        <translation>請在程式資料夾所在的磁碟上釋出空間。</translation>
    </message>
    <message>
        <source>Get it again from its authors, and import it.</source>
        <translation>請向作者重新取得檔案並匯入。</translation>
    </message>
    <message>
        <source>Get its file from its authors&apos; page, and import it.</source>
        <translation>請從作者的網頁取得檔案後匯入。</translation>
    </message>
    <message>
        <source>Import it only if you trust where it came from.</source>
        <translation>請只在信任其來源時匯入。</translation>
    </message>
    <message>
        <source>Import its file in the Models window, or choose another model.</source>
        <translation>請在「模型」視窗匯入其檔案，或選擇其他模型。</translation>
    </message>
    <message>
        <source>Look whether its disk is full or write-protected.</source>
        <translation>請檢查所在磁碟是否已滿或受到防寫保護。</translation>
    </message>
    <message>
        <source>Look whether the file still opens in other programs.</source>
        <translation>請檢查其他程式是否仍能開啟這個檔案。</translation>
    </message>
    <message>
        <source>Make room and try again; it goes on where it stopped.</source>
        <translation>請清出空間後再試；會從中斷處繼續。</translation>
    </message>
    <message>
        <source>More than one plug-in claims the network in this file.</source>
        <translation>不只一個外掛宣稱支援這個檔案中的神經網路。</translation>
    </message>
    <message>
        <source>No model card knows this file.</source>
        <translation>沒有模型卡認得這個檔案。</translation>
    </message>
    <message>
        <source>No plug-in knows the network in this file.</source>
        <translation>沒有外掛認得這個檔案中的神經網路。</translation>
    </message>
    <message>
        <source>Pause it here or stop it there, then resume it.</source>
        <translation>請在此暫停或在該處停止，然後繼續。</translation>
    </message>
    <message>
        <source>Photos of this kind or size are not restored.</source>
        <translation>不支援處理這種類型或大小的相片。</translation>
    </message>
    <message>
        <source>Resume the batch: what is done is found by its results.</source>
        <translation>請繼續此批次：已完成的部分會由結果檔辨認。</translation>
    </message>
    <message>
        <source>Set tile, overlap and precision under Advanced to Automatic.</source>
        <translation>請將「進階」中的圖塊、重疊與精度設為自動。</translation>
    </message>
    <message>
        <source>Something unexpected failed.</source>
        <translation>發生未預期的錯誤。</translation>
    </message>
    <message>
        <source>The device is missing or stopped answering.</source>
        <translation>找不到裝置，或裝置已停止回應。</translation>
    </message>
    <message>
        <source>The disk is full; nothing was changed.</source>
        <translation>磁碟已滿；沒有做任何更動。</translation>
    </message>
    <message>
        <source>The disk is too full for the model&apos;s file.</source>
        <translation>磁碟空間不足，放不下模型的檔案。</translation>
    </message>
    <message>
        <source>The file cannot be written; nothing was changed.</source>
        <translation>無法寫入檔案；沒有做任何更動。</translation>
    </message>
    <message>
        <source>The journal of the batch cannot be read or written.</source>
        <translation>無法讀取或寫入批次的日誌。</translation>
    </message>
    <message>
        <source>The journal of the batch is damaged.</source>
        <translation>批次的日誌已損壞。</translation>
    </message>
    <message>
        <source>The model cannot be used.</source>
        <translation>無法使用這個模型。</translation>
    </message>
    <message>
        <source>The model could not be fetched.</source>
        <translation>無法下載模型。</translation>
    </message>
    <message>
        <source>The model&apos;s address leads nowhere, or where it is not safe.</source>
        <translation>模型的位址無效，或通往不安全的地方。</translation>
    </message>
    <message>
        <source>The model&apos;s file holds more than numbers, so it was refused.</source>
        <translation>模型檔案中含有數值以外的內容，因此已拒絕使用。</translation>
    </message>
    <message>
        <source>The model&apos;s file is damaged or was changed.</source>
        <translation>模型檔案已損壞或遭更動。</translation>
    </message>
    <message>
        <source>The model&apos;s plug-in does not work.</source>
        <translation>模型的外掛無法運作。</translation>
    </message>
    <message>
        <source>The network could not do its work.</source>
        <translation>神經網路無法完成工作。</translation>
    </message>
    <message>
        <source>The photo cannot be read: it is missing, empty or no picture.</source>
        <translation>無法讀取相片：檔案不存在、是空的，或不是影像。</translation>
    </message>
    <message>
        <source>The photo could not be read or written.</source>
        <translation>無法讀取或寫入相片。</translation>
    </message>
    <message>
        <source>The photo is damaged: a part of the file is missing or wrong.</source>
        <translation>相片已損壞：檔案有一部分遺失或錯誤。</translation>
    </message>
    <message>
        <source>The photo is unharmed. Try again, or choose another model.</source>
        <translation>相片沒有受損。請再試一次，或選擇其他模型。</translation>
    </message>
    <message>
        <source>The photo or the selection is not what this model needs.</source>
        <translation>相片或選取範圍不符合這個模型的需求。</translation>
    </message>
    <message>
        <source>The process that did the work has ended unexpectedly.</source>
        <translation>負責處理的程序意外結束。</translation>
    </message>
    <message>
        <source>The program&apos;s own folder cannot be used.</source>
        <translation>無法使用程式本身的資料夾。</translation>
    </message>
    <message>
        <source>The result exists already; nothing was saved.</source>
        <translation>結果檔已存在；沒有儲存。</translation>
    </message>
    <message>
        <source>The server sent something else than the model&apos;s file.</source>
        <translation>伺服器傳來的不是模型的檔案。</translation>
    </message>
    <message>
        <source>The server with the model cannot be reached now.</source>
        <translation>目前無法連上存放模型的伺服器。</translation>
    </message>
    <message>
        <source>There is too little memory, even for the smallest tile.</source>
        <translation>記憶體不足，連最小的圖塊也無法處理。</translation>
    </message>
    <message>
        <source>These choices do not go together.</source>
        <translation>這些選項無法同時使用。</translation>
    </message>
    <message>
        <source>This model is not installed.</source>
        <translation>尚未安裝這個模型。</translation>
    </message>
    <message>
        <source>This would replace an existing file; nothing was changed.</source>
        <translation>這會取代現有的檔案；沒有做任何更動。</translation>
    </message>
    <message>
        <source>Try again later; it goes on where it stopped.</source>
        <translation>請稍後再試；會從中斷處繼續。</translation>
    </message>
    <message>
        <source>Turn on a plug-in that does in the Plug-ins window.</source>
        <translation>請在「外掛」視窗啟用認得它的外掛。</translation>
    </message>
    <message>
        <source>Turn one of them off in the Plug-ins window.</source>
        <translation>請在「外掛」視窗停用其中一個。</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Animation that fades from blurry to sharp (*.gif)</source>
        <translation>由模糊淡入清晰的動畫 (*.gif)</translation>
    </message>
    <message>
        <source>Animation that wipes from blurry to sharp (*.gif)</source>
        <translation>由模糊擦拭為清晰的動畫 (*.gif)</translation>
    </message>
    <message>
        <source>Before and after in one picture (*.png)</source>
        <translation>前後對照圖 (*.png)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>匯出</translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>Copy</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細資料</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>關閉</translation>
    </message>
</context>
<context>
    <name>FileMenu</name>
    <message>
        <source>&amp;Close Photo</source>
        <translation>關閉相片(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>匯出(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>檔案(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>開啟(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>結束(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>儲存(&amp;S)</translation>
    </message>
    <message>
        <source>Open &amp;Folder…</source>
        <translation>開啟資料夾(&amp;F)…</translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation>開啟資料夾</translation>
    </message>
    <message>
        <source>Open Photos</source>
        <translation>開啟相片</translation>
    </message>
    <message>
        <source>Photos ({patterns})</source>
        <translation>相片 ({patterns})</translation>
    </message>
    <message>
        <source>Save &amp;As…</source>
        <translation>另存新檔(&amp;A)…</translation>
    </message>
    <message>
        <source>Save As</source>
        <translation>另存新檔</translation>
    </message>
</context>
<context>
    <name>Filmstrip</name>
    <message>
        <source>All photos</source>
        <translation>所有相片</translation>
    </message>
    <message>
        <source>Close Photo</source>
        <translation>關閉相片</translation>
    </message>
    <message>
        <source>Copy Path</source>
        <translation>複製路徑</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>List all open photos, or some of them.</source>
        <translation>列出所有已開啟的相片，或只列出其中一部分。</translation>
    </message>
    <message>
        <source>No open photo is of this kind.</source>
        <translation>已開啟的相片中沒有這一類。</translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation>已開啟的相片</translation>
    </message>
    <message>
        <source>Show in Folder</source>
        <translation>在資料夾中顯示</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>待處理</translation>
    </message>
    <message>
        <source>Which photos are listed</source>
        <translation>要列出的相片</translation>
    </message>
</context>
<context>
    <name>HelpMenu</name>
    <message>
        <source>&amp;About</source>
        <translation>關於(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Find a Command…</source>
        <translation>尋找指令(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>說明(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>鍵盤快速鍵(&amp;K)</translation>
    </message>
</context>
<context>
    <name>Importing</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Do Not Import</source>
        <translation>不要匯入</translation>
    </message>
    <message>
        <source>Fetching {name}: {time} left</source>
        <translation>正在下載 {name}：剩餘 {time}</translation>
    </message>
    <message>
        <source>Fetching {name}…</source>
        <translation>正在下載 {name}…</translation>
    </message>
    <message>
        <source>Importing {name}: it is checked, converted and tried…</source>
        <translation>正在匯入 {name}：檢查、轉換並試用…</translation>
    </message>
    <message>
        <source>Installed: {name}</source>
        <translation>已安裝：{name}</translation>
    </message>
    <message>
        <source>No model card knows the file “{name}”. Import it all the same?</source>
        <translation>沒有模型卡認得檔案「{name}」。仍要匯入嗎？</translation>
    </message>
    <message>
        <source>Not imported: {name}</source>
        <translation>未匯入：{name}</translation>
    </message>
    <message>
        <source>Only import files from a source that you trust. Compare this SHA-256 with the one that the authors published, if they did:

{hash}</source>
        <translation>請只匯入來源可信的檔案。若作者有公布 SHA-256，請與下列數值比對：

{hash}</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進度</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>正在讀取 {name}…</translation>
    </message>
    <message>
        <source>The file cannot be read ({reason}): {name}</source>
        <translation>無法讀取檔案（{reason}）：{name}</translation>
    </message>
    <message>
        <source>The import was stopped: {name}</source>
        <translation>已取消匯入：{name}</translation>
    </message>
    <message>
        <source>Trust and Import</source>
        <translation>信任並匯入</translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>Save it as a file and open that.</source>
        <translation>請先存成檔案，再開啟該檔案。</translation>
    </message>
    <message>
        <source>Save it on this computer and open the file.</source>
        <translation>請先儲存到這部電腦，再開啟檔案。</translation>
    </message>
    <message>
        <source>The picture cannot be stored ({reason}).</source>
        <translation>無法儲存影像（{reason}）。</translation>
    </message>
    <message>
        <source>The picture is larger than {size} MB.</source>
        <translation>影像大於 {size} MB。</translation>
    </message>
    <message>
        <source>There is no photo in it.</source>
        <translation>其中沒有相片。</translation>
    </message>
    <message>
        <source>This photo lies on the web, and nothing is fetched from there.</source>
        <translation>這張相片在網路上，程式不會從網路下載。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>A batch is running.</source>
        <translation>有批次正在執行。</translation>
    </message>
    <message>
        <source>A photo is being deblurred or saved.</source>
        <translation>正在對相片去模糊或儲存。</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已複製。</translation>
    </message>
    <message>
        <source>Deblur</source>
        <translation>去模糊</translation>
    </message>
    <message>
        <source>Deblur Desktop</source>
        <translation>Deblur Desktop</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編輯</translation>
    </message>
    <message>
        <source>Exported: {path}</source>
        <translation>已匯出：{path}</translation>
    </message>
    <message>
        <source>File</source>
        <translation>檔案</translation>
    </message>
    <message>
        <source>Not every result is saved.</source>
        <translation>尚有結果未儲存。</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>相片</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>佇列</translation>
    </message>
    <message>
        <source>Quit All the Same</source>
        <translation>仍要結束</translation>
    </message>
    <message>
        <source>Quit all the same? It can be resumed at any time.</source>
        <translation>仍要結束嗎？批次可隨時繼續。</translation>
    </message>
    <message>
        <source>Quit all the same? The results would have to be made anew.</source>
        <translation>仍要結束嗎？這些結果之後必須重新計算。</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>已儲存：{path}</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>留下</translation>
    </message>
    <message>
        <source>The last time, the program ended unexpectedly.</source>
        <translation>程式上次意外結束。</translation>
    </message>
    <message>
        <source>The program ended unexpectedly twice within minutes. This is safe mode: plug-ins of others are off, nothing is opened by itself, and there are no previews.</source>
        <translation>程式在幾分鐘內意外結束了兩次。現在是安全模式：停用他人的外掛、不自動開啟任何相片，也沒有預覽。</translation>
    </message>
    <message>
        <source>The result exists already, so nothing was saved.</source>
        <translation>結果檔已存在，因此沒有儲存。</translation>
    </message>
    <message>
        <source>This is safe mode: plug-ins of others are off, nothing is opened by itself, and there are no previews.</source>
        <translation>現在是安全模式：停用他人的外掛、不自動開啟任何相片，也沒有預覽。</translation>
    </message>
    <message>
        <source>To leave it, close the window and start the program again.</source>
        <translation>若要離開，請關閉視窗並重新啟動程式。</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>View</source>
        <translation>檢視</translation>
    </message>
    <message>
        <source>What was open is back; results that were not saved are lost.</source>
        <translation>先前開啟的相片已恢復；未儲存的結果已遺失。</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>縮放</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Copy</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細資料</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>關閉</translation>
    </message>
</context>
<context>
    <name>ModelPanel</name>
    <message>
        <source>About {time} for this photo; {rate} a megapixel on this computer.</source>
        <translation>這張相片約需 {time}；在這部電腦上每百萬像素 {rate}。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Automatic takes a model that is made for the blur found.</source>
        <translation>「自動」會採用適合所偵測模糊的模型。</translation>
    </message>
    <message>
        <source>Compare Models…</source>
        <translation>比較模型…</translation>
    </message>
    <message>
        <source>For motion blur and photos out of focus.</source>
        <translation>適用於動態模糊與失焦的相片。</translation>
    </message>
    <message>
        <source>For motion blur.</source>
        <translation>適用於動態模糊。</translation>
    </message>
    <message>
        <source>For photos out of focus, of dual-pixel cameras.</source>
        <translation>適用於雙像素相機拍攝的失焦相片。</translation>
    </message>
    <message>
        <source>For photos out of focus.</source>
        <translation>適用於失焦的相片。</translation>
    </message>
    <message>
        <source>How long it takes here is known after the first run.</source>
        <translation>首次執行後，才會知道在此需要多久。</translation>
    </message>
    <message>
        <source>Import a Model…</source>
        <translation>匯入模型…</translation>
    </message>
    <message>
        <source>License of the weights: {license}.</source>
        <translation>權重授權：{license}。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>No installed model removes this kind of blur. Import one that does, or choose one to use it all the same.</source>
        <translation>已安裝的模型都無法去除這種模糊。請匯入合適的模型；若仍要使用現有的，請自行選擇。</translation>
    </message>
    <message>
        <source>Nothing is suggested for a sharp photo. Choose a model to use it all the same.</source>
        <translation>清晰的相片不需要建議模型。若仍要使用，請自行選擇模型。</translation>
    </message>
    <message>
        <source>The kind of blur is not sure, and {name} is made for defocus.</source>
        <translation>無法確定模糊的種類，而 {name} 是針對失焦設計的。</translation>
    </message>
    <message>
        <source>The license of its weights is not known.</source>
        <translation>權重的授權不明。</translation>
    </message>
    <message>
        <source>The photo looks sharp; {name} may make it worse.</source>
        <translation>相片看起來很清晰；{name} 可能會讓它變差。</translation>
    </message>
    <message>
        <source>This looks like defocus, but {name} is made for motion.</source>
        <translation>這看起來像失焦，但 {name} 是針對動態模糊設計的。</translation>
    </message>
    <message>
        <source>This looks like motion, but {name} is made for defocus.</source>
        <translation>這看起來像動態模糊，但 {name} 是針對失焦設計的。</translation>
    </message>
    <message>
        <source>{name} is suggested, for it is made for this blur.</source>
        <translation>建議使用 {name}，因為它是針對這種模糊設計的。</translation>
    </message>
    <message>
        <source>{name} needs the two views of a dual-pixel camera; this photo has none.</source>
        <translation>{name} 需要雙像素相機的兩個視角；這張相片沒有。</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>&amp;Get It…</source>
        <translation>取得(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>匯入(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>驗證(&amp;V)</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架構</translation>
    </message>
    <message>
        <source>Card of the model</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <source>Check, convert and install a file that you downloaded.</source>
        <translation>檢查、轉換並安裝您下載的檔案。</translation>
    </message>
    <message>
        <source>Citation</source>
        <translation>引用文獻</translation>
    </message>
    <message>
        <source>Fetch it from {address}, check it and install it.</source>
        <translation>從 {address} 下載、檢查並安裝。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>檔案</translation>
    </message>
    <message>
        <source>Get it from</source>
        <translation>取得來源</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>已安裝</translation>
    </message>
    <message>
        <source>I&amp;nstall</source>
        <translation>安裝(&amp;N)</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>識別碼</translation>
    </message>
    <message>
        <source>Import a Model</source>
        <translation>匯入模型</translation>
    </message>
    <message>
        <source>Its card names no web page.</source>
        <translation>模型卡沒有列出網頁。</translation>
    </message>
    <message>
        <source>Its file has to be fetched by hand: choose Get It.</source>
        <translation>檔案必須手動取得：請選擇「取得」。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>License</source>
        <translation>授權</translation>
    </message>
    <message>
        <source>License of the weights</source>
        <translation>權重授權</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名稱</translation>
    </message>
    <message>
        <source>No browser can be opened. The address is: {address}</source>
        <translation>無法開啟瀏覽器。網址是：{address}</translation>
    </message>
    <message>
        <source>Open {address}</source>
        <translation>開啟 {address}</translation>
    </message>
    <message>
        <source>Photos made with it stay. To have it back, import its file again.</source>
        <translation>用它處理的相片會保留。日後需要時，請再次匯入檔案。</translation>
    </message>
    <message>
        <source>Published scores</source>
        <translation>公布的評測分數</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>正在讀取 {name}…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the model “{name}” from this computer?</source>
        <translation>要從這部電腦移除模型「{name}」嗎？</translation>
    </message>
    <message>
        <source>Removed: {name}</source>
        <translation>已移除：{name}</translation>
    </message>
    <message>
        <source>Removes</source>
        <translation>去除</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>SHA-256 of the published file</source>
        <translation>公布檔案的 SHA-256</translation>
    </message>
    <message>
        <source>Select a model whose file is here.</source>
        <translation>請選擇檔案已安裝的模型。</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>The card of {name} has no hash to compare with. The file has {hash}.</source>
        <translation>{name} 的模型卡沒有可比對的雜湊值。檔案的雜湊值為 {hash}。</translation>
    </message>
    <message>
        <source>The model cannot be removed: {reason}</source>
        <translation>無法移除模型：{reason}</translation>
    </message>
    <message>
        <source>This model is here.</source>
        <translation>此模型已安裝。</translation>
    </message>
    <message>
        <source>This model is part of the program.</source>
        <translation>此模型是程式的一部分。</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>訓練資料</translation>
    </message>
    <message>
        <source>Your browser opens {address}. When the file is on your computer, choose Import or drop it here.</source>
        <translation>瀏覽器會開啟 {address}。檔案下載到電腦後，請選擇「匯入」或將檔案拖放到這裡。</translation>
    </message>
    <message>
        <source>bundled</source>
        <translation>內建</translation>
    </message>
    <message>
        <source>defocus</source>
        <translation>失焦</translation>
    </message>
    <message>
        <source>defocus (dual pixel)</source>
        <translation>失焦（雙像素）</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>已匯入</translation>
    </message>
    <message>
        <source>motion blur</source>
        <translation>動態模糊</translation>
    </message>
    <message>
        <source>motion blur, defocus</source>
        <translation>動態模糊、失焦</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>unverified: nobody published one; the first one seen is kept</source>
        <translation>未驗證：沒有人公布；會記住第一次看到的值</translation>
    </message>
    <message>
        <source>{name} is as it should be.</source>
        <translation>{name} 完好無誤。</translation>
    </message>
    <message>
        <source>{name} is damaged or was changed: remove it, and import it again.</source>
        <translation>{name} 已損壞或遭更動：請移除後重新匯入。</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}：{value}</translation>
    </message>
</context>
<context>
    <name>ModelsMenu</name>
    <message>
        <source>&amp;Compare Models…</source>
        <translation>比較模型(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>模型(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Plug-ins…</source>
        <translation>外掛(&amp;P)…</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>NewBatchDialog</name>
    <message>
        <source>&amp;Begin</source>
        <translation>開始(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;If the result exists</source>
        <translation>若結果已存在(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Names</source>
        <translation>名稱(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Photos from</source>
        <translation>相片來源(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Preset or model</source>
        <translation>預設組或模型(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Results into</source>
        <translation>結果存入(&amp;R)</translation>
    </message>
    <message>
        <source>Add &amp;Folder…</source>
        <translation>加入資料夾(&amp;F)…</translation>
    </message>
    <message>
        <source>Add Ph&amp;otos…</source>
        <translation>加入相片(&amp;O)…</translation>
    </message>
    <message>
        <source>Add a number to the name</source>
        <translation>在名稱加上編號</translation>
    </message>
    <message>
        <source>Also folders within folders</source>
        <translation>包含子資料夾</translation>
    </message>
    <message>
        <source>Batch {id} has put results of these photos into this folder already.</source>
        <translation>批次 {id} 已將這些照片的結果放入此資料夾。</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>選擇(&amp;H)…</translation>
    </message>
    <message>
        <source>Choose folders or photos, or drop them here.</source>
        <translation>請選擇資料夾或相片，或拖放到這裡。</translation>
    </message>
    <message>
        <source>How long it takes is told once the first are done.</source>
        <translation>完成最初幾張後會顯示所需時間。</translation>
    </message>
    <message>
        <source>It takes about {time}.</source>
        <translation>約需 {time}。</translation>
    </message>
    <message>
        <source>Leave the photo out</source>
        <translation>略過該相片</translation>
    </message>
    <message>
        <source>Move the old one to the trash</source>
        <translation>將舊檔移到垃圾桶</translation>
    </message>
    <message>
        <source>New Batch</source>
        <translation>新增批次</translation>
    </message>
    <message>
        <source>No photos are in there.</source>
        <translation>其中沒有照片。</translation>
    </message>
    <message>
        <source>Photos From</source>
        <translation>相片來源</translation>
    </message>
    <message>
        <source>Photos from</source>
        <translation>相片來源</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>移除(&amp;M)</translation>
    </message>
    <message>
        <source>Restore what can be read of damaged photos</source>
        <translation>還原損壞照片中可讀取的部分</translation>
    </message>
    <message>
        <source>Results Into</source>
        <translation>結果存入</translation>
    </message>
    <message>
        <source>Save nothing where no improvement is measured</source>
        <translation>未測得改善時不儲存</translation>
    </message>
    <message>
        <source>That is not enough: the batch will wait when the disk is full.</source>
        <translation>空間不足：磁碟已滿時批次會等待。</translation>
    </message>
    <message>
        <source>The photos are being counted…</source>
        <translation>正在計算相片數量…</translation>
    </message>
    <message>
        <source>{count} photos, {size}. The results take about {room}; {free} are free.</source>
        <translation>{count} 張相片，{size}。結果約需 {room}；可用空間 {free}。</translation>
    </message>
    <message>
        <source>{name} deblurred</source>
        <translation>{name} 去模糊</translation>
    </message>
    <message>
        <source>{photo} becomes {result}</source>
        <translation>{photo} 變為 {result}</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Colors of fully transparent pixels were set to 0.</source>
        <translation>完全透明像素的色彩已設為 0。</translation>
    </message>
    <message>
        <source>Colors that are multiplied by their transparency were rounded anew.</source>
        <translation>已乘上透明度的色彩經過重新捨入。</translation>
    </message>
    <message>
        <source>Damaged additions of the PNG were left out.</source>
        <translation>PNG 中損壞的附加資料已略去。</translation>
    </message>
    <message>
        <source>EXIF, IPTC or XMP written as text were left out.</source>
        <translation>以文字寫入的 EXIF、IPTC 或 XMP 已略去。</translation>
    </message>
    <message>
        <source>Extra channels that are not transparency were left out.</source>
        <translation>不是透明度的額外色版已略去。</translation>
    </message>
    <message>
        <source>Further pictures in the file (preview, depth or gain map) were left out.</source>
        <translation>檔案中的其他影像（預覽、深度圖或增益圖）已略去。</translation>
    </message>
    <message>
        <source>Long texts in the PNG were left out.</source>
        <translation>PNG 中過長的文字已略去。</translation>
    </message>
    <message>
        <source>Samples that are not finite numbers were set to 0.</source>
        <translation>不是有限數值的樣本已設為 0。</translation>
    </message>
    <message>
        <source>The EXIF data is damaged and was left out.</source>
        <translation>EXIF 資料已損壞，因此略去。</translation>
    </message>
    <message>
        <source>The EXIF data is larger than 4 MB and was left out.</source>
        <translation>EXIF 資料超過 4 MB，因此略去。</translation>
    </message>
    <message>
        <source>The EXIF data of this kind of RAW file was left out.</source>
        <translation>這種 RAW 檔案的 EXIF 資料已略去。</translation>
    </message>
    <message>
        <source>The IPTC data is larger than 1 MB and was left out.</source>
        <translation>IPTC 資料超過 1 MB，因此略去。</translation>
    </message>
    <message>
        <source>The XMP data beyond 64 kB was left out.</source>
        <translation>超過 64 kB 的 XMP 資料已略去。</translation>
    </message>
    <message>
        <source>The XMP data is damaged and was left out.</source>
        <translation>XMP 資料已損壞，因此略去。</translation>
    </message>
    <message>
        <source>The XMP data is larger than 4 MB and was left out.</source>
        <translation>XMP 資料超過 4 MB，因此略去。</translation>
    </message>
    <message>
        <source>The color profile is damaged and was left out; the colors are taken as sRGB.</source>
        <translation>色彩描述檔已損壞，因此略去；色彩視為 sRGB。</translation>
    </message>
    <message>
        <source>The color profile is not for this kind of photo and was left out.</source>
        <translation>色彩描述檔不適用於這種相片，因此略去。</translation>
    </message>
    <message>
        <source>The file has several pages; only the first one is restored.</source>
        <translation>檔案有多個頁面；只處理第一頁。</translation>
    </message>
    <message>
        <source>The file has several pictures; only the main one is restored.</source>
        <translation>檔案有多個影像；只處理主要的影像。</translation>
    </message>
    <message>
        <source>The file is animated; only the first picture is restored.</source>
        <translation>檔案是動畫；只處理第一個影像。</translation>
    </message>
    <message>
        <source>The metadata of the BigTIFF was left out.</source>
        <translation>BigTIFF 的中繼資料已略去。</translation>
    </message>
    <message>
        <source>The palette is saved as RGB.</source>
        <translation>調色盤會存成 RGB。</translation>
    </message>
    <message>
        <source>a plug-in failed with photo after photo</source>
        <translation>外掛在每張照片上都失敗</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>繼續進行</translation>
    </message>
    <message>
        <source>left out by a person</source>
        <translation>由您略過</translation>
    </message>
    <message>
        <source>memory ran short, so some tiles were smaller than the recipe says</source>
        <translation>記憶體不足，因此部分圖塊比指定的小。</translation>
    </message>
    <message>
        <source>no room is left on the disk</source>
        <translation>磁碟沒有空間了</translation>
    </message>
    <message>
        <source>the folder for results is gone</source>
        <translation>結果資料夾不見了</translation>
    </message>
    <message>
        <source>the folder of the photos is gone</source>
        <translation>照片資料夾不見了</translation>
    </message>
    <message>
        <source>the result is already there</source>
        <translation>結果已存在</translation>
    </message>
    <message>
        <source>your share of the disk is used up</source>
        <translation>您的磁碟配額已用完</translation>
    </message>
</context>
<context>
    <name>PhotoTable</name>
    <message>
        <source>Photos of the batch</source>
        <translation>批次中的相片</translation>
    </message>
</context>
<context>
    <name>PhotoView</name>
    <message>
        <source>Preview…</source>
        <translation>預覽…</translation>
    </message>
</context>
<context>
    <name>Photos</name>
    <message>
        <source>Drag it into another program to use the saved result there.</source>
        <translation>拖曳到其他程式，即可在那裡使用已儲存的結果。</translation>
    </message>
    <message>
        <source>Save the result to drag it into another program.</source>
        <translation>儲存結果後，便可拖曳到其他程式。</translation>
    </message>
    <message>
        <source>being deblurred</source>
        <translation>去模糊中</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>尚未讀取</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>已去模糊，未儲存</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>已開啟</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>已儲存</translation>
    </message>
</context>
<context>
    <name>PluginsDialog</name>
    <message>
        <source>&amp;Disable</source>
        <translation>停用(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Enable…</source>
        <translation>啟用(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Install</source>
        <translation>安裝(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>移除(&amp;R)…</translation>
    </message>
    <message>
        <source>A plug-in brings a network. One that is on can do anything that you can. To install one, drop its folder or its zip file here.</source>
        <translation>外掛會帶來神經網路。啟用後，您能做的事它都能做。若要安裝，請將其資料夾或 ZIP 檔拖放到這裡。</translation>
    </message>
    <message>
        <source>Another plug-in has the same name.</source>
        <translation>另一個外掛使用相同的名稱。</translation>
    </message>
    <message>
        <source>Copy a plug-in into your plug-in folder.</source>
        <translation>將外掛複製到您的外掛資料夾。</translation>
    </message>
    <message>
        <source>Enable the plug-in “{name}”?</source>
        <translation>要啟用外掛「{name}」嗎？</translation>
    </message>
    <message>
        <source>From</source>
        <translation>來源</translation>
    </message>
    <message>
        <source>From a &amp;Folder…</source>
        <translation>從資料夾(&amp;F)…</translation>
    </message>
    <message>
        <source>From a &amp;Zip File…</source>
        <translation>從 ZIP 檔(&amp;Z)…</translation>
    </message>
    <message>
        <source>Install a Plug-in</source>
        <translation>安裝外掛</translation>
    </message>
    <message>
        <source>It can do anything on this computer that you can. Enable it only if you trust where it came from.

From: {publisher}
Folder: {folder}
SHA-256 of its files:
{hash}</source>
        <translation>您在這部電腦上能做的事，它都能做。請只在信任其來源時啟用。

來源：{publisher}
資料夾：{folder}
檔案的 SHA-256：
{hash}</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Leave Off</source>
        <translation>維持停用</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名稱</translation>
    </message>
    <message>
        <source>Plug-ins</source>
        <translation>外掛</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the plug-in “{name}”?</source>
        <translation>要移除外掛「{name}」嗎？</translation>
    </message>
    <message>
        <source>Select a plug-in.</source>
        <translation>請選擇外掛。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>狀態</translation>
    </message>
    <message>
        <source>The plug-in cannot be read: {reason}</source>
        <translation>無法讀取外掛：{reason}</translation>
    </message>
    <message>
        <source>This folder is deleted: {folder}</source>
        <translation>將刪除這個資料夾：{folder}</translation>
    </message>
    <message>
        <source>This plug-in is known to do harm and stays off: {reason}</source>
        <translation>已知此外掛有害，因此維持停用：{reason}</translation>
    </message>
    <message>
        <source>This plug-in is part of the program.</source>
        <translation>此外掛是程式的一部分。</translation>
    </message>
    <message>
        <source>This plug-in was installed by pip, which also removes it.</source>
        <translation>此外掛由 pip 安裝，也須由 pip 移除。</translation>
    </message>
    <message>
        <source>Trust and Enable</source>
        <translation>信任並啟用</translation>
    </message>
    <message>
        <source>Why it is off</source>
        <translation>停用原因</translation>
    </message>
    <message>
        <source>Zip files (*.zip)</source>
        <translation>ZIP 檔 (*.zip)</translation>
    </message>
    <message>
        <source>an installed package</source>
        <translation>已安裝的套件</translation>
    </message>
    <message>
        <source>off</source>
        <translation>關</translation>
    </message>
    <message>
        <source>on</source>
        <translation>開</translation>
    </message>
    <message>
        <source>this program</source>
        <translation>本程式</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>your plug-in folder</source>
        <translation>您的外掛資料夾</translation>
    </message>
    <message>
        <source>“{name}” is installed. It is off until you enable it.</source>
        <translation>「{name}」已安裝，啟用前會維持關閉。</translation>
    </message>
</context>
<context>
    <name>PresetsDialog</name>
    <message>
        <source>&amp;Apply to the Photo</source>
        <translation>套用到照片(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>刪除(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Keep the choices of the photo as a preset:</source>
        <translation>將照片的選項存為預設組(&amp;K)：</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>取代(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>儲存(&amp;S)</translation>
    </message>
    <message>
        <source>Batches, the command line and photo editors take them, too.</source>
        <translation>批次、命令列與修圖軟體也能使用。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>刪除</translation>
    </message>
    <message>
        <source>Delete the preset {name}?</source>
        <translation>要刪除預設組 {name} 嗎？</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名稱</translation>
    </message>
    <message>
        <source>Photos that were deblurred with it stay as they are.</source>
        <translation>已用它去模糊的照片維持不變。</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>預設組</translation>
    </message>
    <message>
        <source>The preset cannot be deleted ({reason}).</source>
        <translation>無法刪除預設組（{reason}）。</translation>
    </message>
    <message>
        <source>The preset cannot be kept ({reason}).</source>
        <translation>無法保存預設組（{reason}）。</translation>
    </message>
    <message>
        <source>There are no presets yet.</source>
        <translation>還沒有預設組。</translation>
    </message>
    <message>
        <source>This cannot be the name of a preset.</source>
        <translation>這不能作為預設組的名稱。</translation>
    </message>
    <message>
        <source>Use letters, digits, spaces and signs.</source>
        <translation>請使用文字、數字、空格與符號。</translation>
    </message>
    <message>
        <source>What the preset chooses</source>
        <translation>預設組的選項</translation>
    </message>
    <message>
        <source>Write a name first.</source>
        <translation>請先輸入名稱。</translation>
    </message>
</context>
<context>
    <name>PresetsMenu</name>
    <message>
        <source>&amp;Presets…</source>
        <translation>預設組(&amp;P)…</translation>
    </message>
    <message>
        <source>No presets</source>
        <translation>沒有預設組</translation>
    </message>
    <message>
        <source>P&amp;resets</source>
        <translation>預設組(&amp;R)</translation>
    </message>
</context>
<context>
    <name>Previewer</name>
    <message>
        <source>No preview: {reason}</source>
        <translation>無法預覽：{reason}</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel All</source>
        <translation>全部取消</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Count photos</source>
        <translation>計算相片</translation>
    </message>
    <message>
        <source>Deblur</source>
        <translation>去模糊</translation>
    </message>
    <message>
        <source>Diagnose</source>
        <translation>診斷</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>匯出</translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>匯入模型</translation>
    </message>
    <message>
        <source>Install a model</source>
        <translation>安裝模型</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>工作</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>工作</translation>
    </message>
    <message>
        <source>Look for devices</source>
        <translation>尋找裝置</translation>
    </message>
    <message>
        <source>Move Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Move Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Nothing runs and nothing waits.</source>
        <translation>沒有執行中或等待中的工作。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開啟</translation>
    </message>
    <message>
        <source>Open a result</source>
        <translation>開啟結果</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>相片</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>預覽</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進度</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>報告</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>儲存</translation>
    </message>
    <message>
        <source>Select a job that has not ended.</source>
        <translation>請選擇尚未結束的工作。</translation>
    </message>
    <message>
        <source>Select a job that waits and has others to go past.</source>
        <translation>請選擇等待中且可調整順序的工作。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>狀態</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
    <message>
        <source>{percent} %, {time} left</source>
        <translation>{percent} %，剩餘 {time}</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message>
        <source>EXIF data</source>
        <translation>EXIF 資料</translation>
    </message>
    <message>
        <source>GPS position</source>
        <translation>GPS 位置</translation>
    </message>
    <message>
        <source>IPTC data</source>
        <translation>IPTC 資料</translation>
    </message>
    <message>
        <source>Kept: {things}.</source>
        <translation>保留：{things}。</translation>
    </message>
    <message>
        <source>Lost: {things}.</source>
        <translation>遺失：{things}。</translation>
    </message>
    <message>
        <source>Made by {model}, amount {strength} %.</source>
        <translation>由 {model} 處理，程度 {strength}%。</translation>
    </message>
    <message>
        <source>Outside of the selection every pixel is as it was.</source>
        <translation>選取範圍以外的每個像素都維持原樣。</translation>
    </message>
    <message>
        <source>Pixels outside of the selection have changed!</source>
        <translation>選取範圍以外的像素有變動！</translation>
    </message>
    <message>
        <source>Saved and checked: {name}</source>
        <translation>已儲存並檢查：{name}</translation>
    </message>
    <message>
        <source>The file tells how it was made.</source>
        <translation>檔案中記錄了處理方式。</translation>
    </message>
    <message>
        <source>The model failed on {count} tiles; they are as they were.</source>
        <translation>模型有 {count} 個圖塊處理失敗；這些圖塊維持原樣。</translation>
    </message>
    <message>
        <source>XMP data</source>
        <translation>XMP 資料</translation>
    </message>
    <message>
        <source>color description</source>
        <translation>色彩描述</translation>
    </message>
    <message>
        <source>color profile</source>
        <translation>色彩描述檔</translation>
    </message>
    <message>
        <source>maker notes</source>
        <translation>製造商註記</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>{width} × {height} px, {bits} bit.</source>
        <translation>{width} × {height} px，{bits} 位元。</translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message>
        <source>&amp;Clear</source>
        <translation>清除(&amp;C)</translation>
    </message>
    <message>
        <source>No recent photos</source>
        <translation>沒有最近的相片</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>開啟最近的相片(&amp;R)</translation>
    </message>
</context>
<context>
    <name>RecipeBox</name>
    <message>
        <source>Automatic: as the blur of each photo asks for</source>
        <translation>自動：依每張相片的模糊而定</translation>
    </message>
</context>
<context>
    <name>RegionPanel</name>
    <message>
        <source>A selection of {width} × {height} px.</source>
        <translation>選取範圍 {width} × {height} px。</translation>
    </message>
    <message>
        <source>A soft brush fades towards its edge.</source>
        <translation>柔軟的筆刷會往邊緣淡出。</translation>
    </message>
    <message>
        <source>Brush hardness</source>
        <translation>筆刷硬度</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>筆刷大小</translation>
    </message>
    <message>
        <source>Feather</source>
        <translation>羽化</translation>
    </message>
    <message>
        <source>How wide the soft edge inside the selection is.</source>
        <translation>選取範圍內側柔邊的寬度。</translation>
    </message>
    <message>
        <source>In pixels of the photo.</source>
        <translation>以相片的像素為單位。</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>區域</translation>
    </message>
    <message>
        <source>The whole photo. Draw with a tool to restore a part.</source>
        <translation>整張相片。用工具繪製範圍即可只處理一部分。</translation>
    </message>
</context>
<context>
    <name>ResultPanel</name>
    <message>
        <source>Changed since it was saved.</source>
        <translation>儲存後已有變更。</translation>
    </message>
    <message>
        <source>Compare Models…</source>
        <translation>比較模型…</translation>
    </message>
    <message>
        <source>Copy the Receipt</source>
        <translation>複製處理紀錄</translation>
    </message>
    <message>
        <source>Deblur the photo again, with this model.</source>
        <translation>用這個模型重新對相片去模糊。</translation>
    </message>
    <message>
        <source>Import a Model…</source>
        <translation>匯入模型…</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>No improvement was measured. The original may be the better one.</source>
        <translation>沒有測得改善。原圖可能比較好。</translation>
    </message>
    <message>
        <source>No improvement was measured. The photo looked sharp before.</source>
        <translation>沒有測得改善。相片原本就看起來清晰。</translation>
    </message>
    <message>
        <source>Not saved yet.</source>
        <translation>尚未儲存。</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>處理紀錄</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Show in Folder</source>
        <translation>在資料夾中顯示</translation>
    </message>
    <message>
        <source>Try {name}</source>
        <translation>試試 {name}</translation>
    </message>
</context>
<context>
    <name>Rows</name>
    <message>
        <source>Deblurring, {percent} %</source>
        <translation>去模糊中，{percent} %</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>相片</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>State</source>
        <translation>狀態</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時間</translation>
    </message>
</context>
<context>
    <name>RunMenu</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Deblur</source>
        <translation>去模糊(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Deblur Selection</source>
        <translation>對選取範圍去模糊(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>佇列(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>執行(&amp;R)</translation>
    </message>
    <message>
        <source>No model fits the blur found; choose one in the Model panel.</source>
        <translation>沒有適合這種模糊的模型；請在「模型」面板中選擇。</translation>
    </message>
    <message>
        <source>Nothing is running.</source>
        <translation>目前沒有執行中的工作。</translation>
    </message>
    <message>
        <source>This photo is being deblurred already.</source>
        <translation>這張相片已在去模糊中。</translation>
    </message>
</context>
<context>
    <name>Screen</name>
    <message>
        <source>Not a color profile of a screen: {path}</source>
        <translation>不是螢幕的色彩描述檔：{path}</translation>
    </message>
</context>
<context>
    <name>SelectMenu</name>
    <message>
        <source>&amp;Deselect</source>
        <translation>取消選取(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Grow Selection</source>
        <translation>擴張選取範圍(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Invert Selection</source>
        <translation>反轉選取範圍(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Select</source>
        <translation>選取(&amp;S)</translation>
    </message>
    <message>
        <source>Deselect</source>
        <translation>取消選取</translation>
    </message>
    <message>
        <source>Feather</source>
        <translation>羽化</translation>
    </message>
    <message>
        <source>Grow Selection</source>
        <translation>擴張選取範圍</translation>
    </message>
    <message>
        <source>Invert Selection</source>
        <translation>反轉選取範圍</translation>
    </message>
    <message>
        <source>Less Fea&amp;ther</source>
        <translation>減少羽化(&amp;T)</translation>
    </message>
    <message>
        <source>More &amp;Feather</source>
        <translation>增加羽化(&amp;F)</translation>
    </message>
    <message>
        <source>S&amp;hrink Selection</source>
        <translation>縮減選取範圍(&amp;H)</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>全選(&amp;A)</translation>
    </message>
    <message>
        <source>Select &amp;Blurred Areas</source>
        <translation>選取模糊區域(&amp;B)</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全選</translation>
    </message>
    <message>
        <source>Select Blurred Areas</source>
        <translation>選取模糊區域</translation>
    </message>
    <message>
        <source>Shrink Selection</source>
        <translation>縮減選取範圍</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>installed: {name}</source>
        <translation>已安裝：{name}</translation>
    </message>
    <message>
        <source>no photo was found there</source>
        <translation>該處沒有找到相片</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Add a number to the name</source>
        <translation>在名稱加上編號</translation>
    </message>
    <message>
        <source>An original is never replaced.</source>
        <translation>原檔絕不會被取代。</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外觀</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>與系統相同</translation>
    </message>
    <message>
        <source>Colors of the screen</source>
        <translation>螢幕的色彩</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Deblurs the visible part by itself, from 100 % zoom on.</source>
        <translation>縮放 100% 以上時，自動對可見的部分去模糊。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>裝置</translation>
    </message>
    <message>
        <source>If the result exists</source>
        <translation>結果檔已存在時</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>語言</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>淺色</translation>
    </message>
    <message>
        <source>Move the old one to the trash</source>
        <translation>將舊檔移到垃圾桶</translation>
    </message>
    <message>
        <source>Notify when done</source>
        <translation>完成時通知</translation>
    </message>
    <message>
        <source>Photos are always judged before the same gray.</source>
        <translation>相片一律以相同的灰色背景呈現。</translation>
    </message>
    <message>
        <source>Preview what is seen</source>
        <translation>預覽可見部分</translation>
    </message>
    <message>
        <source>Save nothing</source>
        <translation>不儲存</translation>
    </message>
    <message>
        <source>Takes effect when the program is started again.</source>
        <translation>重新啟動程式後生效。</translation>
    </message>
    <message>
        <source>Tells of a finished run while the window is not in use.</source>
        <translation>視窗未使用時，執行完成會發出通知。</translation>
    </message>
    <message>
        <source>What photos are shown in: auto, srgb, or an ICC file.</source>
        <translation>顯示相片所用的色彩：auto、srgb，或 ICC 檔案。</translation>
    </message>
    <message>
        <source>Where the network runs: auto, cpu, cuda or cuda:1.</source>
        <translation>執行神經網路的裝置：auto、cpu、cuda 或 cuda:1。</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>The settings cannot be stored: {reason}</source>
        <translation>無法儲存設定：{reason}</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>&amp;Press other keys:</source>
        <translation>按下其他按鍵(&amp;P)：</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>重設(&amp;R)</translation>
    </message>
    <message>
        <source>1 to 9</source>
        <translation>1 到 9</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>動作</translation>
    </message>
    <message>
        <source>Choose a model on the contact sheet</source>
        <translation>在對照表上選擇模型</translation>
    </message>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>鍵盤快速鍵</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按鍵</translation>
    </message>
    <message>
        <source>Keys of the selected action</source>
        <translation>所選動作的按鍵</translation>
    </message>
    <message>
        <source>Mouse wheel</source>
        <translation>滑鼠滾輪</translation>
    </message>
    <message>
        <source>Pan while held</source>
        <translation>按住時平移</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜尋</translation>
    </message>
    <message>
        <source>Search actions and keys</source>
        <translation>搜尋動作與按鍵</translation>
    </message>
    <message>
        <source>Select an action to change its keys.</source>
        <translation>請選擇要更改按鍵的動作。</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快速鍵</translation>
    </message>
    <message>
        <source>Show the original while held</source>
        <translation>按住時顯示原圖</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空白鍵</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>以游標為中心縮放</translation>
    </message>
    <message>
        <source>\ or Tab</source>
        <translation>\ 或 Tab</translation>
    </message>
    <message>
        <source>{keys} is for the photo itself.</source>
        <translation>{keys} 保留給相片操作使用。</translation>
    </message>
    <message>
        <source>{keys} stands for “{action}” already. Give that other keys first.</source>
        <translation>{keys} 已用於「{action}」。請先為該動作指定其他按鍵。</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Advanced</source>
        <translation>進階</translation>
    </message>
</context>
<context>
    <name>Stages</name>
    <message>
        <source>checking the file…</source>
        <translation>正在檢查檔案…</translation>
    </message>
    <message>
        <source>copying…</source>
        <translation>複製中…</translation>
    </message>
    <message>
        <source>deblurring…</source>
        <translation>去模糊中…</translation>
    </message>
    <message>
        <source>fetching the file…</source>
        <translation>正在下載檔案…</translation>
    </message>
    <message>
        <source>finishing…</source>
        <translation>即將完成…</translation>
    </message>
    <message>
        <source>looking for devices…</source>
        <translation>正在尋找裝置…</translation>
    </message>
    <message>
        <source>looking…</source>
        <translation>分析中…</translation>
    </message>
    <message>
        <source>memory is short, deblurring in smaller tiles…</source>
        <translation>記憶體不足，以較小的圖塊去模糊中…</translation>
    </message>
    <message>
        <source>preparing the model…</source>
        <translation>正在準備模型…</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>讀取中…</translation>
    </message>
    <message>
        <source>saving…</source>
        <translation>儲存中…</translation>
    </message>
    <message>
        <source>starting…</source>
        <translation>啟動中…</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Batch: {time}</source>
        <translation>批次：{time}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Colors are converted for the screen.</source>
        <translation>色彩會針對螢幕轉換。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暫停</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進度</translation>
    </message>
    <message>
        <source>estimating…</source>
        <translation>估計中…</translation>
    </message>
    <message>
        <source>gray</source>
        <translation>灰階</translation>
    </message>
    <message>
        <source>no color profile</source>
        <translation>無色彩描述檔</translation>
    </message>
    <message>
        <source>preparing the model…</source>
        <translation>正在準備模型…</translation>
    </message>
    <message>
        <source>{bits} bit</source>
        <translation>{bits} 位元</translation>
    </message>
    <message>
        <source>{profile} view</source>
        <translation>以 {profile} 檢視</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩餘 {time}</translation>
    </message>
</context>
<context>
    <name>StrengthPanel</name>
    <message>
        <source>Amount</source>
        <translation>程度</translation>
    </message>
    <message>
        <source>How much of the finest detail comes from the model, also after the run.</source>
        <translation>最細微的細節有多少取自模型，執行後仍可調整。</translation>
    </message>
    <message>
        <source>How much of the model&apos;s change is applied, also after the run.</source>
        <translation>套用多少模型的變化，執行後仍可調整。</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>強度</translation>
    </message>
    <message>
        <source>Texture</source>
        <translation>紋理</translation>
    </message>
</context>
<context>
    <name>Tool</name>
    <message>
        <source>&amp;Brush</source>
        <translation>筆刷(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Eraser</source>
        <translation>橡皮擦(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Lasso</source>
        <translation>套索(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Pan</source>
        <translation>平移(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Rectangle</source>
        <translation>矩形(&amp;R)</translation>
    </message>
    <message>
        <source>Pol&amp;ygon</source>
        <translation>多邊形(&amp;Y)</translation>
    </message>
</context>
<context>
    <name>ToolsMenu</name>
    <message>
        <source>&amp;Tools</source>
        <translation>工具(&amp;T)</translation>
    </message>
    <message>
        <source>Lar&amp;ger Brush</source>
        <translation>加大筆刷(&amp;G)</translation>
    </message>
    <message>
        <source>S&amp;maller Brush</source>
        <translation>縮小筆刷(&amp;M)</translation>
    </message>
    <message>
        <source>S&amp;wap Brush and Eraser</source>
        <translation>切換筆刷與橡皮擦(&amp;W)</translation>
    </message>
</context>
<context>
    <name>ViewMenu</name>
    <message>
        <source>&amp;100 %</source>
        <translation>&amp;100%</translation>
    </message>
    <message>
        <source>&amp;200 %</source>
        <translation>&amp;200%</translation>
    </message>
    <message>
        <source>&amp;After</source>
        <translation>處理後(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Flicker</source>
        <translation>閃爍(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Loupe</source>
        <translation>放大鏡(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Next Photo</source>
        <translation>下一張相片(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous Photo</source>
        <translation>上一張相片(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Split</source>
        <translation>分割(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>檢視(&amp;V)</translation>
    </message>
    <message>
        <source>Blur &amp;Map</source>
        <translation>模糊分布圖(&amp;M)</translation>
    </message>
    <message>
        <source>Deblu&amp;r Panel</source>
        <translation>去模糊面板(&amp;R)</translation>
    </message>
    <message>
        <source>Fi&amp;t</source>
        <translation>符合視窗(&amp;T)</translation>
    </message>
    <message>
        <source>P&amp;hotos Panel</source>
        <translation>相片面板(&amp;H)</translation>
    </message>
    <message>
        <source>Show Mas&amp;k</source>
        <translation>顯示遮罩(&amp;K)</translation>
    </message>
    <message>
        <source>Side &amp;by Side</source>
        <translation>並排(&amp;B)</translation>
    </message>
    <message>
        <source>This is the first photo.</source>
        <translation>這是第一張相片。</translation>
    </message>
    <message>
        <source>This is the last photo.</source>
        <translation>這是最後一張相片。</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>縮小(&amp;O)</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>Sharper by {sharper} %; less than 1 % of the picture changed.</source>
        <translation>清晰度提高 {sharper}%；影像變動不到 1%。</translation>
    </message>
    <message>
        <source>Sharper by {sharper} %; {changed} % of the picture changed.</source>
        <translation>清晰度提高 {sharper}%；影像有 {changed}% 變動。</translation>
    </message>
    <message>
        <source>{number} h</source>
        <translation>{number} 小時</translation>
    </message>
    <message>
        <source>{number} min</source>
        <translation>{number} 分鐘</translation>
    </message>
    <message>
        <source>{number} s</source>
        <translation>{number} 秒</translation>
    </message>
</context>
</TS>
